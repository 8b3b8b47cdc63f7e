/** Trying the mathematics of experiments: what a result of two arms lets one say, and how many people a plan needs. */
import { Plan } from './Plan.tsx'
import { Verdict } from './Verdict.tsx'

export function Experiments() {
  return (
    <div className="grid items-start gap-5 wide:grid-cols-2">
      <Verdict />
      <Plan />
    </div>
  )
}
