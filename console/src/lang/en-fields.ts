/** English: custom fields of customers, blocked addresses, the cart a customer has left. */
import type { fieldTexts as turkish } from './tr-fields.ts'

type Wide<Section> = { [Key in keyof Section]: Section[Key] extends string ? string : Wide<Section[Key]> }

export const fieldTexts: Wide<typeof turkish> = {
  attributes: {
    title: 'Custom fields',
    intro:
      'What your shop knows of customers beyond the usual. New names that come with events or files are added by themselves; here you can give them a name to read.',
    label: 'Shown as',
    name: 'Sent as',
    nameHint: 'The name used in events and files; it does not change later.',
    type: 'Type',
    types: { text: 'Text', number: 'Number', date: 'Date', boolean: 'Yes or no', list: 'List' },
    actions: 'Actions',
    add: 'Add a field',
    rename: 'Rename',
    remove: 'Remove',
    removeTitle: 'Remove “{label}”?',
    removeText:
      'The field is no longer shown on customers and in filters. Values stay stored; define the same name again and they are back.',
    emptyTitle: 'No custom fields',
    emptyText: 'For example “Size”, “Pet” or “Favourite store”. Add a field yourself or send it with events.',
  },
  blocks: {
    title: 'Blocked addresses',
    intro:
      'Addresses never written to, whatever the consent: mails that came back, complaints, and those you block yourself.',
    address: 'E-mail address',
    reason: 'Why',
    source: 'By',
    since: 'Since',
    actions: 'Actions',
    add: 'Block an address',
    reasonHint: 'Who asked for it, and when? It is kept.',
    lift: 'Lift the block',
    liftTitle: 'Lift the block of {address}?',
    liftText: 'This address can be written to again, as far as there is consent.',
    emptyTitle: 'No blocked addresses',
    emptyText: 'Add the address of somebody who says “do not write to me” on the phone.',
    reasons: { dead_address: 'The address is gone, the mail came back' },
    sources: { bounce: 'Mail that came back' },
  },
  cart: {
    title: 'Open cart',
    touched: 'Last touched {when}',
    more: '{n, plural, one {and # more line} other {and # more lines}}',
  },
}
