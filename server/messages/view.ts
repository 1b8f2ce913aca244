import { formatInstant } from '../domain/calendar.ts';
import type { Message } from '../domain/message.ts';
import { formatNumber } from '../domain/persian.ts';
import { pagesOf, type ChipPart, type ChipTone, type EmptyPart, type NoticePart, type PaginationPart, type PostPart, type TabsPart } from '../http/parts.ts';
import { copyPart, type CopyPart } from '../wording/message-texts.ts';
import { MESSAGE_FAULT_WORDS, MESSAGE_KIND_NAMES, MESSAGE_STATE_NAMES } from '../wording/messages.ts';
import type { MessageList } from './service.ts';
import { MESSAGE_TABS, PAGE_SIZE, STATES_OF, type MessageTab } from './tabs.ts';

/** One message of the list. */
export interface MessageLine {
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
  readonly when: string;
  readonly chip: ChipPart;
  readonly why: string | null;
  readonly copy: CopyPart;
  readonly act: PostPart | null;
}

export interface MessagesView {
  readonly problem: string | null;
  readonly notice: NoticePart | null;
  readonly tabs: TabsPart;
  readonly lines: readonly MessageLine[];
  readonly empty: EmptyPart;
  readonly pagination: PaginationPart | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'messages/list': MessagesView;
  }
}

interface Frame {
  readonly problem: string | null;
  readonly csrf: string;
  readonly newKey: () => string;
}

const TAB_NAMES: Readonly<Record<MessageTab, string>> = { waiting: 'در انتظار', failed: 'فرستاده نشد', given: 'فرستاده شد', dropped: 'کنار گذاشته شد' };
const TONES: Readonly<Record<Message['state'], ChipTone>> = { waiting: 'plain', claimed: 'info', given: 'ok', failed: 'bad', dropped: 'draft' };
const EMPTY: Readonly<Record<MessageTab, string>> = {
  waiting: 'پیامی در انتظار نیست.', failed: 'پیامی نیست که فرستاده نشده باشد.', given: 'هنوز پیامی فرستاده نشده است.', dropped: 'پیامی کنار گذاشته نشده است.',
};

const whenOf = ({ state, dueAt, leaseUntil, givenAt, attempts }: Message): string => {
  if (givenAt !== null) return formatInstant(givenAt);
  if (state === 'waiting' && attempts > 0 && leaseUntil !== null) return `${formatNumber(attempts)} بار نشد؛ دوباره ${formatInstant(leaseUntil)}`;
  return `${state === 'waiting' ? 'موعد ' : ''}${formatInstant(dueAt)}`;
};

function lineOf(message: Message, agency: string, tab: MessageTab, { csrf, newKey }: Frame): MessageLine {
  const { id, kind, state, fault, body } = message;
  const name = `${MESSAGE_KIND_NAMES[kind]}، ${agency}`;
  const post = (act: 'again' | 'drop', more: Pick<PostPart, 'label' | 'icon'>): PostPart =>
    ({ ...more, action: `/messages/${id}/${act}?state=${tab}`, small: true, title: `${more.label}: ${name}`, csrf: { token: csrf, key: newKey() } });
  return {
    id, agency,
    kind: MESSAGE_KIND_NAMES[kind],
    when: whenOf(message),
    chip: { tone: TONES[state], text: MESSAGE_STATE_NAMES[state] },
    why: fault === null ? null : MESSAGE_FAULT_WORDS[fault],
    copy: copyPart(id, name, body),
    act: state === 'failed' ? post('again', { label: 'دوباره بفرست', icon: 'repeat' }) : state === 'waiting' ? post('drop', { label: 'کنار گذاشتن', icon: 'ban' }) : null,
  };
}

/** One side of the messages. */
export function messagesView({ messages, counts, total, page, sends }: MessageList, tab: MessageTab, frame: Frame): MessagesView {
  return {
    problem: frame.problem,
    notice: sends ? null : { tone: 'info', text: 'سامانهٔ پیامکی هنوز وصل نیست: پیام‌ها در برنامه دیده و در گزارش کارساز نوشته می‌شوند، اما به تلفنی فرستاده نمی‌شوند.' },
    tabs: {
      label: 'وضع پیام‌ها',
      tabs: MESSAGE_TABS.map((one) => ({
        label: TAB_NAMES[one], href: `/messages?state=${one}`, current: one === tab, count: formatNumber(STATES_OF[one].reduce((sum, state) => sum + counts[state], 0)),
      })),
    },
    lines: messages.map(([message, agency]) => lineOf(message, agency, tab, frame)),
    empty: { icon: 'message-square', text: EMPTY[tab], ...(tab === 'waiting' ? { hint: 'با فرستادن دعوت‌نامه‌ها، یادآوری‌های هر جلسه همین‌جا دیده می‌شود.' } : {}) },
    pagination: pagesOf({ total, page, size: PAGE_SIZE }, (other) => `/messages?state=${tab}&page=${other}`),
  };
}
