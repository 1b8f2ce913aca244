import type { Tx } from '../../db/writer.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Command } from '../domain/command.ts';
import { replied, type Notice } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CheckedFile } from './files.ts';
import { replyDueNow } from './reply-due.ts';
import { noticeRepository } from './repository.ts';
import { noticeSteps } from './steps.ts';

/** A reply with its files, sealed and with their ids: all that a change needs that may be applied twice. */
export interface SealedReply {
  readonly id: string;
  readonly text: string;
  readonly files: readonly { readonly id: string; readonly file: string; readonly name: string; readonly type: string; readonly hash: string; readonly bytes: number }[];
}

/** Where the bytes of a file are sealed. */
export const fileContext = (id: string): `notice_files.${string}.file` => `notice_files.${id}.file`;

/** Seals a reply's files before the change that takes them in. */
export function sealReply(seal: Seal, newId: () => string, text: string, files: readonly CheckedFile[]): SealedReply {
  return {
    id: newId(),
    text,
    files: files.map(({ name, type, bytes, hash }) => {
      const id = newId();
      return { id, file: seal.seal(bytes.toString('base64'), fileContext(id)), name, type, hash, bytes: bytes.length };
    }),
  };
}

/** Takes a reply in; refuses `reply_over` once the time for it has run out, unless the head takes it in by hand, and `notice_step`. */
export async function takeReply(tx: Tx, notice: Notice, reply: SealedReply, { byHand, command }: { readonly byHand: boolean; readonly command: Command }): Promise<void> {
  const due = await replyDueNow(tx.db, notice);
  if (due === null) throw new Refusal('notice_step');
  const by = command.actor ?? '';
  const after = replied(notice, { at: command.at, byHand, due });
  const repository = noticeRepository(tx.db);
  tx.write(repository.insertReply({ id: reply.id, notice_id: notice.id, text: reply.text, at: command.at, by }));
  for (const file of reply.files) tx.write(repository.insertFile({ ...file, notice_id: notice.id, reply_id: reply.id, at: command.at, by }));
  noticeSteps(tx).put(notice, after, byHand ? 'notice_reply_taken_in' : 'notice_replied');
}
