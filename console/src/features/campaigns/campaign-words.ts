/** Words for audiences and states that several parts of this feature show. */
import { useQuery } from '@tanstack/react-query'
import type { Audience, CampaignState } from '@vefa/contract'

import { type TextKey, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import type { Tone } from '#/ui/Badge.tsx'

export function useAudienceText(): (audience: Audience) => string {
  const t = useT()
  const segments = useSegmentNames()
  return (audience) => {
    switch (audience.kind) {
      case 'group':
        return t(`groupNames.${audience.group}`)
      case 'tag':
        return t('campaigns.audienceTag', { tag: audience.tag })
      case 'segment':
        return t('campaigns.audienceSegment', { name: segments.get(audience.segmentId) ?? '…' })
      case 'customers':
        return t('campaigns.audienceCustomers', { count: audience.ids.length })
      default:
        return t('campaigns.audienceEveryone')
    }
  }
}

function useSegmentNames(): Map<string, string> {
  const found = useQuery(api.segments.list.queryOptions({ input: { sort: 'name', limit: 200 } }))
  return new Map(found.data?.items.map(({ id, name }) => [id, name]))
}

export const stateTone: Record<CampaignState, Tone> = {
  draft: 'plain',
  preparing: 'accent',
  sending: 'accent',
  paused: 'warn',
  sent: 'good',
  cancelled: 'plain',
}

export function stateText(state: CampaignState): TextKey {
  return `campaigns.state.${state}`
}
