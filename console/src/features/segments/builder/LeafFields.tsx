/** The fields of each kind of condition, in the order of its sentence. */
import type { SegmentLeaf } from '@vefa/contract'
import { segmentFields } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Input } from '#/ui/Field.tsx'

import { useWords } from '#/features/segments/use-words.ts'
import { anyOrder, blankTest } from './blank.ts'
import { BoundsFields, TimesFields } from './BoundsFields.tsx'
import { Choose, Narrow, NumberField } from './controls.tsx'
import { EventsFields, useProperties } from './EventsFields.tsx'
import { OrderFields } from './OrderFields.tsx'
import { SegmentChoice } from './SegmentChoice.tsx'
import { TestFields } from './TestFields.tsx'
import { SpanFields, WindowFields } from './TimeFields.tsx'
import { typeOfField, useVocabulary } from './vocabulary.ts'

type Of<Kind extends SegmentLeaf['kind']> = {
  leaf: Extract<SegmentLeaf, { kind: Kind }>
  onChange: (leaf: SegmentLeaf) => void
}

export function LeafFields({ leaf, onChange }: { leaf: SegmentLeaf; onChange: (leaf: SegmentLeaf) => void }) {
  switch (leaf.kind) {
    case 'attribute':
      return <AttributeFields leaf={leaf} onChange={onChange} />
    case 'count':
      return <CountFields leaf={leaf} onChange={onChange} />
    case 'amount':
      return <AmountFields leaf={leaf} onChange={onChange} />
    case 'moment':
      return <MomentFields leaf={leaf} onChange={onChange} />
    case 'sequence':
      return <SequenceFields leaf={leaf} onChange={onChange} />
    case 'orders':
      return <OrderFields leaf={leaf} onChange={onChange} />
    case 'message':
      return <MessageFields leaf={leaf} onChange={onChange} />
    case 'consent':
      return <ConsentFields leaf={leaf} onChange={onChange} />
    case 'segment':
      return <SegmentChoice leaf={leaf} onChange={onChange} />
    case 'share':
      return <ShareFields leaf={leaf} onChange={onChange} />
  }
}

function AttributeFields({ leaf, onChange }: Of<'attribute'>) {
  const t = useT()
  const words = useWords()
  const vocabulary = useVocabulary()
  const own = vocabulary.attributes.map(({ name }) => `attributes.${name}`)
  const fields = [...Object.keys(segmentFields), ...own]
  const known = fields.includes(leaf.field) ? fields : [...fields, leaf.field]
  const type = typeOfField(leaf.field, vocabulary)
  return (
    <>
      <Choose
        label={t('segmentBuilder.field')}
        value={leaf.field}
        onChange={(field) => onChange({ ...leaf, field, test: blankTest(typeOfField(field, vocabulary)) })}
        choices={known.map((value) => ({ value, label: words.field(value) }))}
      />
      <TestFields
        type={type}
        test={leaf.test}
        valuesOf={leaf.field}
        onChange={(test) => onChange({ ...leaf, test })}
      />
    </>
  )
}

function CountFields({ leaf, onChange }: Of<'count'>) {
  const t = useT()
  const { after, ...without } = leaf
  return (
    <>
      <EventsFields events={leaf.events} onChange={(events) => onChange({ ...leaf, events })} />
      <TimesFields often={leaf} onChange={(often) => onChange({ ...leaf, ...often })} />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
      {after ? (
        <span className="inline-flex min-w-0 flex-wrap items-center gap-2 rounded-2 bg-sunken px-2 py-1">
          <Choose
            label={t('segmentBuilder.afterWhich')}
            value={after.which}
            onChange={(which) => onChange({ ...leaf, after: { ...after, which } })}
            choices={(['last', 'first'] as const).map((value) => ({
              value,
              label: t(`segmentBuilder.after.${value}`),
            }))}
          />
          <EventsFields
            events={after.events}
            onChange={(events) => onChange({ ...leaf, after: { ...after, events } })}
          />
          <IconButton
            small
            icon="close"
            label={t('segmentBuilder.removeAfter')}
            onClick={() => onChange(without)}
          />
        </span>
      ) : (
        <Button
          kind="quiet"
          small
          icon="plus"
          onClick={() => onChange({ ...leaf, after: { which: 'last', events: anyOrder } })}
        >
          {t('segmentBuilder.addAfter')}
        </Button>
      )}
    </>
  )
}

function AmountFields({ leaf, onChange }: Of<'amount'>) {
  const t = useT()
  const properties = useProperties(leaf.events, 'number')
  return (
    <>
      <Choose
        label={t('segmentBuilder.of')}
        value={leaf.of}
        onChange={(of) => onChange({ ...leaf, of })}
        choices={(['sum', 'average', 'least', 'greatest'] as const).map((value) => ({
          value,
          label: t(`segmentBuilder.ofs.${value}`),
        }))}
      />
      <Choose
        label={t('segmentBuilder.property')}
        value={leaf.property}
        onChange={(property) => onChange({ ...leaf, property })}
        choices={properties}
      />
      <EventsFields events={leaf.events} onChange={(events) => onChange({ ...leaf, events })} />
      <BoundsFields bounds={leaf.bounds} onChange={(bounds) => onChange({ ...leaf, bounds })} />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}

function MomentFields({ leaf, onChange }: Of<'moment'>) {
  const t = useT()
  return (
    <>
      <Choose
        label={t('segmentBuilder.which')}
        value={leaf.which}
        onChange={(which) => onChange({ ...leaf, which })}
        choices={(['last', 'first'] as const).map((value) => ({
          value,
          label: t(`segmentBuilder.whiches.${value}`),
        }))}
      />
      <EventsFields events={leaf.events} onChange={(events) => onChange({ ...leaf, events })} />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}

const mostSteps = 5

function SequenceFields({ leaf, onChange }: Of<'sequence'>) {
  const t = useT()
  return (
    <>
      {leaf.steps.map((step, index) => (
        // Steps are told apart by their place in the sequence.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className="inline-flex min-w-0 flex-wrap items-center gap-2">
          <span className="text-12 text-ink-3">{t('segmentBuilder.step', { number: index + 1 })}</span>
          <EventsFields
            events={step}
            onChange={(next) => onChange({ ...leaf, steps: leaf.steps.with(index, next) })}
          />
          {leaf.steps.length > 2 && (
            <IconButton
              small
              icon="close"
              label={t('segmentBuilder.removeStep')}
              onClick={() => onChange({ ...leaf, steps: leaf.steps.toSpliced(index, 1) })}
            />
          )}
        </span>
      ))}
      {leaf.steps.length < mostSteps && (
        <Button
          kind="quiet"
          small
          icon="plus"
          onClick={() => onChange({ ...leaf, steps: [...leaf.steps, anyOrder] })}
        >
          {t('segmentBuilder.addStep')}
        </Button>
      )}
      <span>{t('segmentBuilder.within')}</span>
      <SpanFields
        label={t('segmentBuilder.howLong')}
        span={leaf.within}
        onChange={(within) => onChange({ ...leaf, within })}
      />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}

function MessageFields({ leaf, onChange }: Of<'message'>) {
  const t = useT()
  return (
    <>
      <Choose
        label={t('segmentBuilder.did')}
        value={leaf.did}
        onChange={(did) => onChange({ ...leaf, did })}
        choices={(['received', 'opened', 'clicked', 'bounced', 'unsubscribed'] as const).map((value) => ({
          value,
          label: t(`segmentWords.message.${value}`),
        }))}
      />
      <TimesFields often={leaf} onChange={(often) => onChange({ ...leaf, ...often })} />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}

function ConsentFields({ leaf, onChange }: Of<'consent'>) {
  const t = useT()
  return (
    <>
      <Choose
        label={t('segmentBuilder.channel')}
        value={leaf.channel}
        onChange={(channel) => onChange({ ...leaf, channel })}
        choices={(['email', 'sms', 'whatsapp', 'push', 'call'] as const).map((value) => ({
          value,
          label: t(`segmentWords.channel.${value}`),
        }))}
      />
      <Choose
        label={t('segmentBuilder.purpose')}
        value={leaf.purpose}
        onChange={(purpose) => onChange({ ...leaf, purpose })}
        choices={(['marketing', 'service', 'profiling'] as const).map((value) => ({
          value,
          label: t(`segmentWords.purpose.${value}`),
        }))}
      />
      <Choose
        label={t('segmentBuilder.consentState')}
        value={leaf.state}
        onChange={(state) => onChange({ ...leaf, state })}
        choices={(['given', 'refused', 'withdrawn', 'none'] as const).map((value) => ({
          value,
          label: t(`segmentWords.consentState.${value}`),
        }))}
      />
    </>
  )
}

const hundredth = 100

function ShareFields({ leaf, onChange }: Of<'share'>) {
  const t = useT()
  return (
    <>
      <span>%</span>
      <NumberField
        label={t('segmentBuilder.from')}
        value={leaf.from / hundredth}
        min={0}
        max={99.99}
        onChange={(from) => onChange({ ...leaf, from: Math.round(from * hundredth) })}
      />
      <span>–</span>
      <NumberField
        label={t('segmentBuilder.to')}
        value={leaf.to / hundredth}
        min={0.01}
        max={100}
        onChange={(to) => onChange({ ...leaf, to: Math.round(to * hundredth) })}
      />
      <span>{t('segmentBuilder.seed')}</span>
      <Narrow width="w-28">
        <Input
          aria-label={t('segmentBuilder.seed')}
          value={leaf.seed}
          maxLength={60}
          onChange={(event) => onChange({ ...leaf, seed: event.target.value })}
        />
      </Narrow>
    </>
  )
}
