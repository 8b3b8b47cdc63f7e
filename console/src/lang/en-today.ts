/** English: the start page. */
import type { todayTexts as turkish } from './tr-today.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const todayTexts: Wide<typeof turkish> = {
  today: {
    title: 'Today',
    morning: 'Good morning, {name}.',
    afternoon: 'Good afternoon, {name}.',
    evening: 'Good evening, {name}.',
    outside:
      '{n, plural, =0 {All figures are usual for a {weekday}.} one {One figure is outside what is usual for a {weekday}.} other {# figures are outside what is usual for a {weekday}.}}',
    unknown: 'There have not been enough {weekday}s yet to compare the figures with.',
    atWork:
      '{n, plural, =0 {Nothing waits for you.} one {One thing waits for you.} other {# things wait for you.}}',
    lastDay: 'The last order came on {day}; the figures below are of that day.',
    month: 'Last 30 days: {measure}',
    untilNow: 'Today until {time}',
    above: 'Above the usual for a {weekday}{days, plural, =0 {} one {} other {, for # days}}',
    below: 'Below the usual for a {weekday}{days, plural, =0 {} one {} other {, for # days}}',
    within: 'Usual for a {weekday}',
    tooFew: 'Too few {weekday}s to compare',
    band: 'Usual for a {weekday}: {low} – {high}, now {now}',
    basis: 'What is usual: from the last {weeks, number} {weekday}s up to the same time of the day, 95 %.',
    yesterday: 'Yesterday {value}',
    noData:
      'No data yet. Upload an order file or connect your shop; the first results are there within minutes.',
    begin: 'Begin',
    steps: 'Next steps',
    stepsHint: 'By rule',
    stepGroup: '{n, number} people: {group}',
    stepGroupText: '{value} in all. {rule}',
    noSteps: 'Nothing is waiting.',
    next: 'Open what is next',
    waits: 'What waits for you',
    nothingWaits:
      'Nothing waits for you now. Events set aside, work that stopped and tasks that are due appear here.',
    nothingShown: 'Figures you may see and work that waits come together here.',
    changes: 'Changed since yesterday',
    nothingChanged: 'Nothing has changed noticeably since yesterday.',
    dayBefore: 'Yesterday {revenue}, {orders, plural, =0 {no orders} one {# order} other {# orders}}',
    newPeople:
      '{n, plural, =0 {Nobody bought for the first time yesterday} one {# person bought for the first time yesterday} other {# people bought for the first time yesterday}}',
    usualReach: 'Usual for a {weekday}: {low} – {high}',
    late: '{n, plural, one {# person is} other {# people are}} silent beyond their usual gap',
    lateEntered:
      '{n, plural, =0 {Nobody new since yesterday} one {# person since yesterday} other {# people since yesterday}}',
    segment: '{name}: {n, plural, one {# person} other {# people}}',
    segmentMoves: '{entered, number} came in, {left, number} left',
    foot: 'Ranges come from the same weekdays of the last 8 weeks, 95 %. Every figure with a dotted underline opens its definition, sample and interval.',
    outsideMark: 'Outside the usual',
  },
  waiting: {
    title: {
      importFailed: '{name} broke off',
      segmentFailed: '{name} could not be built',
      sendsFailed: '{name} did not reach some people',
      taskLate: '{name}',
      taskDue: '{name}',
      importPaused: '{name} is paused',
      campaignPaused: '{name} is paused',
      quarantine: 'Events set aside',
      importRejects: '{name} was not taken in whole',
      rates: 'The rate of {name} is missing',
      importUploaded: '{name} was not started',
      campaignDraft: '{name} is a draft',
      pairs: 'People who may be the same',
      plainAddress: 'The address is not encrypted',
    },
    detail: {
      importFailed: 'File · {since}. It can go on from there.',
      segmentFailed: 'Segment · {since}. Look at its rule.',
      sendsFailed: '{n, plural, one {# message} other {# messages}} failed · {since}',
      taskLate: '{about} · overdue, {due}',
      taskDue: '{about} · today',
      importPaused: 'File · {since}',
      campaignPaused: 'Campaign · {since}',
      quarantine: 'Not readable, kept with their reasons; the oldest {since}',
      importRejects: '{n, plural, one {# row} other {# rows}} not taken · {since}',
      rates: '{n, plural, one {# order is} other {# orders are}} missing in reports',
      importUploaded: 'File · {since}',
      campaignDraft: 'Campaign · last changed {since}',
      pairs: 'Begin with {name} and {about}',
      plainAddress: '{name}: sessions can be read on the way; use https.',
    },
  },
}
