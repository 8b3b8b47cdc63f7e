export { enqueue, runJobs } from './jobs.ts'
export type { AnyJob, EnqueueOptions, Job, RunningJobs } from './jobs.ts'
