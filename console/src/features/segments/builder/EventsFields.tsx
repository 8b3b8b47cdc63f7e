/** Which events: one of several names, and what their properties must be. */
import { eventProperties, type PropertyFilter, type SegmentEvents } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { Button, IconButton } from '#/ui/Button.tsx'

import { useWords } from '#/features/segments/use-words.ts'
import { blankTest, type ValueType } from './blank.ts'
import { Choose, ValuesField } from './controls.tsx'
import { TestFields } from './TestFields.tsx'
import { useVocabulary } from './vocabulary.ts'

export function EventsFields({
  events,
  onChange,
}: {
  events: SegmentEvents
  onChange: (events: SegmentEvents) => void
}) {
  const t = useT()
  const vocabulary = useVocabulary()
  const named = useCodeText('eventNames')
  // An event of the shop's own is shown just as it is sent.
  const words = (name: string): string => {
    const said = named(name)
    return said === name.replaceAll('_', ' ') ? name : said
  }
  return (
    <span className="inline-flex max-w-full min-w-0 flex-wrap items-center gap-2">
      <ValuesField
        label={t('segmentBuilder.events')}
        values={events.names}
        suggestions={vocabulary.events.map(({ name }) => name)}
        words={words}
        onChange={(names) => onChange({ ...events, names })}
      />
      {events.where.map((filter, index) => (
        <FilterFields
          // Filters have no name of their own; their place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          filter={filter}
          events={events}
          onChange={(next) =>
            onChange({
              ...events,
              where: next ? events.where.with(index, next) : events.where.toSpliced(index, 1),
            })
          }
        />
      ))}
      <Button
        kind="quiet"
        small
        icon="plus"
        onClick={() =>
          onChange({ ...events, where: [...events.where, { property: 'category', test: textTest() }] })
        }
      >
        {t('segmentBuilder.addFilter')}
      </Button>
    </span>
  )
}

function textTest(): PropertyFilter['test'] {
  return { type: 'text', is: 'in', values: [] }
}

function FilterFields({
  filter,
  events,
  onChange,
}: {
  filter: PropertyFilter
  events: SegmentEvents
  onChange: (filter: PropertyFilter | null) => void
}) {
  const t = useT()
  const properties = useProperties(events)
  const type = typeOf(filter.property, filter)
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-2 rounded-2 bg-sunken px-2 py-1">
      <span className="text-12 text-ink-3">{t('segmentBuilder.where')}</span>
      <Choose
        label={t('segmentBuilder.property')}
        value={filter.property}
        onChange={(property) =>
          onChange({ property, test: blankTest(typeOf(property, null)) as PropertyFilter['test'] })
        }
        choices={properties}
      />
      <TestFields
        type={type}
        test={filter.test}
        valuesOf={`event.${filter.property}`}
        onChange={(test) => onChange({ ...filter, test: test as PropertyFilter['test'] })}
      />
      <IconButton
        small
        icon="close"
        label={t('segmentBuilder.removeFilter')}
        onClick={() => onChange(null)}
      />
    </span>
  )
}

/** Standard properties have a type; of others the test in use tells it. */
function typeOf(property: string, filter: PropertyFilter | null): ValueType {
  if (property in eventProperties) return eventProperties[property as keyof typeof eventProperties]
  return filter?.test.type === 'number' || filter?.test.type === 'boolean' ? filter.test.type : 'text'
}

/** Standard properties in words, then the shop's own of these events. */
export function useProperties(events: SegmentEvents, only?: ValueType) {
  const words = useWords()
  const vocabulary = useVocabulary()
  const standard = Object.entries(eventProperties)
    .filter(([, type]) => only === undefined || type === only)
    .map(([name]) => name)
  const own = vocabulary.events
    .filter(({ name }) => events.names.includes(name))
    .flatMap(({ properties }) => properties.map((name) => `properties.${name}`))
  return [...new Set([...standard, ...own])].map((value) => ({ value, label: words.property(value) }))
}
