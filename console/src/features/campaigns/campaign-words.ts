/** Words for audiences and states that several parts of this feature show. */
import type { Audience, CampaignState } from '@vefa/contract'

import { type TextKey, useT } from '#/lang/index.ts'
import type { Tone } from '#/ui/Badge.tsx'

export function useAudienceText(): (audience: Audience) => string {
  const t = useT()
  return (audience) => {
    switch (audience.kind) {
      case 'group':
        return t(`groupNames.${audience.group}`)
      case 'tag':
        return t('campaigns.audienceTag', { tag: audience.tag })
      case 'customers':
        return t('campaigns.audienceCustomers', { count: audience.ids.length })
      default:
        return t('campaigns.audienceEveryone')
    }
  }
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
