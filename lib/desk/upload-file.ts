// Use case: a person hands over a file with one mail or an mbox with many. The file is taken as it streams in, batch by
// batch, never whole; what is stored before it breaks off stays, and the same file again makes nothing twice.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { splitFile } from '@/lib/intake/split-file';
import type { SplitMail } from '@/lib/intake/split-mbox';
import {
  emptyUpload,
  UPLOAD_FILE_BYTES,
  UPLOAD_NAMED_MAILS,
  type UploadRefusal,
  type UploadState,
} from '@/lib/intake/upload';
import type { SignedInUser } from '@/lib/users/types';
import { takeMail } from './take-mail';

/**
 * Takes the file and yields its state after each batch; the last one has `isDone`. Expected errors are the state's
 * `refusal`: `empty`, `not-a-mail`, `file-too-large`. Throws the database's errors.
 */
export async function* uploadFile(
  body: AsyncIterable<Uint8Array>,
  user: Pick<SignedInUser, 'id'>,
  fileBytes = UPLOAD_FILE_BYTES,
): AsyncGenerator<UploadState> {
  const upload = new Upload(user.id);
  try {
    yield* upload.run(body, fileBytes);
  } finally {
    await upload.audit();
  }
}

class Upload {
  private state: UploadState = emptyUpload;
  private batch: Buffer[] = [];
  private batchBytes = 0;
  private position = 0;

  constructor(private readonly userId: number) {}

  async *run(body: AsyncIterable<Uint8Array>, fileBytes: number): AsyncGenerator<UploadState> {
    for await (const part of splitFile(body, fileBytes)) {
      if ('refusal' in part) return yield this.refuse(part.refusal);
      this.state = { ...this.state, isMbox: part.isMbox };
      yield* this.add(part.mails);
    }
    if (this.batch.length > 0) await this.store();
    this.state = { ...this.state, isDone: true };
    yield this.state;
  }

  /** One entry for the file, however far it came. */
  async audit(): Promise<void> {
    const { new: fresh, known, tooLarge } = this.state;
    if (fresh + known === 0) return;
    await prisma().$transaction((tx) =>
      appendAudit(tx, {
        userId: this.userId,
        action: 'mails-uploaded',
        subject: 'intake',
        detail: { new: fresh, known, tooLarge },
      }),
    );
  }

  private async *add(mails: SplitMail[]): AsyncGenerator<UploadState> {
    for (const { source, sizeBytes } of mails) {
      this.position += 1;
      if (source === null) {
        await this.store();
        this.name({ outcome: 'too-large', position: this.position, sizeBytes });
        this.state = { ...this.state, tooLarge: this.state.tooLarge + 1 };
        continue;
      }
      this.batch.push(source);
      this.batchBytes += source.length;
      if (this.batch.length < INTAKE_LIMITS.batchMails && this.batchBytes < INTAKE_LIMITS.batchBytes)
        continue;
      await this.store();
      yield this.state;
    }
  }

  private async store(): Promise<void> {
    const taken = await takeMail('upload', this.batch, { giver: this.userId });
    this.batch = [];
    this.batchBytes = 0;
    for (const { rawMessageId, isNew } of taken)
      this.name({ outcome: isNew ? 'new' : 'known', id: rawMessageId });
    const fresh = taken.filter((mail) => mail.isNew).length;
    const { new: before, known } = this.state;
    this.state = { ...this.state, new: before + fresh, known: known + taken.length - fresh };
  }

  private name(mail: UploadState['mails'][number]): void {
    if (this.state.mails.length >= UPLOAD_NAMED_MAILS) return;
    this.state = { ...this.state, mails: [...this.state.mails, mail] };
  }

  private refuse(refusal: UploadRefusal): UploadState {
    this.state = { ...this.state, isDone: true, refusal };
    return this.state;
  }
}
