/** The name and payload of the job that tags many. */
import { z } from 'zod'

export const taggingTask = { name: 'customers.tagging', payload: z.object({ id: z.uuid() }) }
