// A table whose rows carry a bar: chart and table in one; the bar repeats a number that stands beside it.

import { Table, Td, Th } from '@/app/components/ui';

interface BarTableProps {
  label: string;
  /** Of the name, then of the values. */
  columns: readonly string[];
  /** `part`: 0 to 1. */
  rows: { key: string; name: string; part: number; values: readonly string[] }[];
}

export function BarTable({ label, columns: [name, ...values], rows }: BarTableProps) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th colSpan={2}>{name}</Th>
          {values.map((column) => (
            <Th key={column} align="right">
              {column}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <Td className="min-w-28">{row.name}</Td>
            <Td className="w-2/5" aria-hidden="true">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="mt-1 h-3 w-full text-accent">
                <path
                  d={`M0 0h${row.part === 0 ? 0 : Math.max(1, row.part * 100)}v10h-${row.part === 0 ? 0 : Math.max(1, row.part * 100)}z`}
                  fill="currentColor"
                />
              </svg>
            </Td>
            {row.values.map((value, i) => (
              <Td key={i} align="right">
                {value}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
