/** The only place that knows ECharts: bars and lines from the tokens, redrawn when size or theme changes. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

import type { ChartProps, Series } from './Chart.tsx'

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])

/** Draws into the element; returns how to take it away again. */
export function draw(element: HTMLElement, props: ChartProps): () => void {
  const chart = init(element)
  const paint = (): void => chart.setOption(optionsOf(props), true)
  paint()
  const size = new ResizeObserver(() => chart.resize())
  size.observe(element)
  const theme = new MutationObserver(paint)
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    size.disconnect()
    theme.disconnect()
    chart.dispose()
  }
}

function token(name: string): string {
  return resolved(getComputedStyle(document.documentElement).getPropertyValue(name).trim())
}

/** Canvas libraries do not read oklch; the browser turns it into rgb. */
function resolved(color: string): string {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return color
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${red}, ${green}, ${blue})`
}

function optionsOf(props: ChartProps) {
  const { categories, format, unit, axis, lying } = props
  const ink = token('--ink-3')
  const names = {
    type: 'category',
    data: [...categories],
    inverse: lying ?? false,
    axisLabel: { color: ink, fontSize: 11, ...(lying && { width: 150, overflow: 'truncate' }) },
    axisLine: { lineStyle: { color: token('--line-strong') } },
    axisTick: { show: false },
    ...(axis && {
      name: axis,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: ink, fontSize: 11 },
    }),
  }
  const amounts = {
    type: 'value',
    name: unit ?? '',
    nameTextStyle: { color: ink, fontSize: 11, align: 'left' },
    axisLabel: { color: ink, fontSize: 11, hideOverlap: true, formatter: (value: number) => format(value) },
    splitLine: { lineStyle: { color: token('--grid') } },
  }
  return {
    animationDuration: 160,
    grid: { left: 8, right: 16, top: 24, bottom: axis ? 22 : 4, containLabel: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { trigger: 'axis', confine: true, ...tipLook(), formatter: (at: unknown) => tip(props, at) },
    xAxis: lying ? amounts : names,
    yAxis: lying ? names : amounts,
    series: props.series.flatMap((one, index) => [
      ...(one.band && one.kind !== 'bar' ? bandOf(one.band, index) : []),
      lineOrBar(one, index, categories.length),
    ]),
  }
}

function lineOrBar(one: Series, index: number, points: number) {
  return {
    name: one.name,
    type: one.kind ?? 'line',
    data: [...one.values],
    symbolSize: 5,
    showSymbol: points < 40,
    z: one.comparison ? 3 : 4,
    itemStyle: { color: token(one.comparison ? '--compare' : `--c${(index % 8) + 1}`) },
    lineStyle: { width: 2, type: one.comparison ? 'dashed' : 'solid' },
    barMaxWidth: 28,
  }
}

/** Two lines one upon the other, of which only what lies between is seen. */
function bandOf(band: NonNullable<Series['band']>, index: number) {
  const unseen = {
    type: 'line',
    stack: `band-${index}`,
    stackStrategy: 'all',
    silent: true,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    z: 1,
  }
  return [
    { ...unseen, name: '', data: band.map((one) => one?.low ?? null) },
    {
      ...unseen,
      name: '',
      data: band.map((one) => (one ? one.high - one.low : null)),
      areaStyle: { color: token('--band'), opacity: 0.8 },
    },
  ]
}

function tipLook() {
  return {
    backgroundColor: token('--surface'),
    borderColor: token('--line-strong'),
    textStyle: { color: token('--ink'), fontSize: 12 },
  }
}

/** Made of nodes, never of markup: names come from the shop's data. */
function tip({ categories, series, format }: ChartProps, at: unknown): HTMLElement {
  const index = (Array.isArray(at) ? (at[0] as { dataIndex?: number }) : null)?.dataIndex ?? 0
  const box = document.createElement('div')
  box.append(line(categories[index] ?? '', true))
  for (const one of series) {
    const value = one.values[index]
    const reach = one.band?.[index]
    const shown = value === null || value === undefined ? '–' : format(value)
    const between = reach ? ` (${format(reach.low)} – ${format(reach.high)})` : ''
    box.append(line(`${one.name}: ${shown}${between}`))
  }
  return box
}

function line(text: string, strong = false): HTMLElement {
  const element = document.createElement('div')
  element.textContent = text
  if (strong) element.style.fontWeight = '600'
  return element
}
