/** The variables a letter may use, for the menu of the editor. */

export const letterVariables = [
  { name: 'customer.first_name', snippet: '{{ customer.first_name | default: "" }}', example: 'Ayşe' },
  { name: 'customer.name', snippet: '{{ customer.name }}', example: 'Ayşe Yılmaz' },
  { name: 'customer.city', snippet: '{{ customer.city }}', example: 'İzmir' },
  { name: 'customer.order_count', snippet: '{{ customer.order_count }}', example: '3' },
  { name: 'customer.spent', snippet: '{{ customer.spent | money }}', example: '₺1.240,50' },
  { name: 'last_order.date', snippet: '{{ last_order.date | date: "long" }}', example: '14 Eylül 2026' },
  { name: 'shop.name', snippet: '{{ shop.name }}', example: '' },
  { name: 'unsubscribe_url', snippet: '{{ unsubscribe_url }}', example: '' },
  { name: 'preferences_url', snippet: '{{ preferences_url }}', example: '' },
] as const
