/** Any measure by any dimension, for a segment and a period, as chart and table; kept, shared by its address, mailed. */
import { useQuery } from '@tanstack/react-query'
import { dimensions, exploreMeasures } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { Select } from '#/ui/Field.tsx'
import { Icon } from '#/ui/Icon.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { exportAddress, keepWhile } from '#/features/insight/words.ts'

import { ExploreChart } from './ExploreChart.tsx'
import { ExploreTable } from './ExploreTable.tsx'
import { KeepDialog } from './KeepDialog.tsx'
import { KeptList } from './KeptList.tsx'
import { goesWith, useQuestion } from './question.ts'

export function Explore() {
  const t = useT()
  const { question, input } = useQuestion()
  const answer = useQuery({
    ...api.insight.explore.queryOptions({ input }),
    placeholderData: keepWhile('by', question.by),
  })
  const title = t('explore.title', {
    measure: t(`measures.${question.measure}`),
    by: t(`dimensions.${question.by}`),
  })
  return (
    <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-5">
        <Choices />
        <Panel title={title} flush>
          <Answer
            of={answer}
            empty={({ rows }) => rows.length === 0}
            title={title}
            nothing={t('insight.noRows')}
          >
            {(data) => (
              <>
                <div className="p-4">
                  <ExploreChart answer={data} question={question} label={title} />
                </div>
                <div className="border-t border-line">
                  <ExploreTable answer={data} question={question} label={title} />
                </div>
              </>
            )}
          </Answer>
        </Panel>
      </div>
      <KeptList />
    </div>
  )
}

function Choices() {
  const t = useT()
  const { question, change } = useQuestion()
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select
        aria-label={t('explore.measure')}
        value={question.measure}
        onChange={(event) => change({ measure: event.target.value })}
        choices={exploreMeasures.map((value) => ({
          value,
          label: t(`measures.${value}`),
          disabled: !goesWith(value, question.by),
        }))}
      />
      <Select
        aria-label={t('explore.by')}
        value={question.by}
        onChange={(event) => change({ by: event.target.value })}
        choices={dimensions.map((value) => ({ value, label: t(`explore.splitBy.${value}`) }))}
      />
      <Actions />
    </div>
  )
}

function Actions() {
  const t = useT()
  const may = useRights()
  const toast = useToast()
  const { input } = useQuestion()
  const [keeping, setKeeping] = useState(false)
  const share = (): void => {
    void navigator.clipboard.writeText(location.href).then(() => toast({ text: t('explore.linkCopied') }))
  }
  return (
    <div className="ml-auto flex flex-wrap gap-2 max-phone:ml-0">
      {may('insight.export') && (
        <a href={exportAddress('explore', input)} download className={buttonLook()}>
          <Icon name="download" size={14} className="opacity-75" />
          {t('app.csv')}
        </a>
      )}
      <Button icon="link" onClick={share}>
        {t('explore.share')}
      </Button>
      <Button kind="primary" icon="plus" onClick={() => setKeeping(true)}>
        {t('explore.keep')}
      </Button>
      {keeping && <KeepDialog onClose={() => setKeeping(false)} />}
    </div>
  )
}
