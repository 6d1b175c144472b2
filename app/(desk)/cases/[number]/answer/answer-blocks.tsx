'use client';
// Text blocks, each put in where the cursor stands, with a blank line around it.

import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { Button } from '@/app/components/ui';
import type { FilledBlock } from '@/lib/desk/read-answer';

interface AnswerBlocksProps {
  blocks: readonly FilledBlock[];
  area: RefObject<HTMLTextAreaElement | null>;
  onInserted: () => void;
}

export function AnswerBlocks({ blocks, area, onInserted }: AnswerBlocksProps) {
  const t = useTranslations('thread');
  if (blocks.length === 0) return null;
  const insert = (text: string) => {
    if (area.current === null) return;
    insertAt(area.current, text);
    onInserted();
  };
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t('compose.blocks')}</legend>
      <div className="flex flex-wrap gap-2">
        {blocks.map(({ key, title, text }) => (
          <Button key={key} title={text} onClick={() => insert(text)} className="max-w-full">
            <span className="whitespace-normal">{title}</span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** Puts the block in place of what is selected; the cursor is behind it then. */
function insertAt(area: HTMLTextAreaElement, block: string): void {
  const before = area.value.slice(0, area.selectionStart).trimEnd();
  const after = area.value.slice(area.selectionEnd).trimStart();
  const head = before === '' ? block : `${before}\n\n${block}`;
  area.value = after === '' ? head : `${head}\n\n${after}`;
  area.setSelectionRange(head.length, head.length);
  area.focus();
}
