/** How a published session stands, as a chip. */
export const SESSION_STATE_CHIPS = {
  published: { tone: 'ok', text: 'منتشرشده', icon: 'check' },
  cancelled: { tone: 'bad', text: 'لغوشده', icon: 'ban' },
  substituted: { tone: 'info', text: 'با جانشین', icon: 'user-check' },
} as const;
