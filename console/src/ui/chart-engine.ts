/** The only place that knows ECharts: bars and lines from the tokens, redrawn when size or theme changes. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

import type { ChartProps } from './Chart.tsx'

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

function optionsOf({ categories, series, format, unit }: ChartProps) {
  const ink = token('--ink-3')
  return {
    animationDuration: 160,
    grid: { left: 8, right: 12, top: 24, bottom: 4, containLabel: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLabel: { color: ink, fontSize: 11 },
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit ?? '',
      nameTextStyle: { color: ink, fontSize: 11, align: 'left' },
      axisLabel: { color: ink, fontSize: 11, formatter: (value: number) => format(value) },
      splitLine: { lineStyle: { color: token('--grid') } },
    },
    series: series.map((one, index) => ({
      name: one.name,
      type: one.kind ?? 'line',
      data: [...one.values],
      symbolSize: 5,
      showSymbol: categories.length < 40,
      itemStyle: { color: token(one.comparison ? '--compare' : `--c${(index % 8) + 1}`) },
      lineStyle: { width: 2, type: one.comparison ? 'dashed' : 'solid' },
      barMaxWidth: 28,
    })),
  }
}
