// One look at the installation in Prometheus' text format 0.0.4. Names carry their base unit; times are Unix seconds, so
// that an alert subtracts them from time() and a scrape that was late tells no lie. Labels are names of configured things
// and words of ours: a stranger's mail adds no series. Pure.

import type { Counts, Operations } from './types';

interface Sample {
  labels?: Record<string, string>;
  value: number;
}

interface Metric {
  name: string;
  type: 'gauge' | 'counter';
  help: string;
  samples: Sample[];
}

/** What the web process says of itself. */
interface ProcessFacts {
  residentBytes: number;
  startedAt: Date;
}

/** The document. */
export function metricsText(operations: Operations, web: ProcessFacts, now: Date): string {
  return [
    ...intake(operations, now),
    ...desk(operations),
    ...mail(operations, now),
    ...machine(operations, web),
  ]
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
      ].join('\n'),
    )
    .map((block) => `${block}\n`)
    .join('');
}

function labelText(labels: Record<string, string> = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/**
 * The label of what an administrator named: its name, unless there is an address in it; metrics are kept for years in
 * places where nobody looks after addresses.
 */
const labelOf = (kind: string, { id, name }: { id: number; name: string }): string =>
  name.includes('@') ? `${kind}-${id}` : name;

const unix = (at: Date): number => at.getTime() / 1_000;
const metric = (name: string, help: string, samples: Sample[]): Metric => ({
  name: `meldestelle_${name}`,
  type: 'gauge',
  help,
  samples,
});
const counter = (name: string, help: string, samples: Sample[]): Metric => ({
  ...metric(name, help, samples),
  type: 'counter',
});
const single = (name: string, help: string, value: number): Metric => metric(name, help, [{ value }]);
const by = (name: string, help: string, key: string, counts: Counts): Metric =>
  metric(
    name,
    help,
    counts.map(({ label, count }) => ({ labels: { [key]: label }, value: count })),
  );
/** A series for each thing whose time is known. */
const times = (name: string, help: string, key: string, known: { name: string; at: Date | null }[]): Metric =>
  metric(
    name,
    help,
    known.flatMap(({ name: label, at }) =>
      at === null ? [] : [{ labels: { [key]: label }, value: unix(at) }],
    ),
  );
const ageOf = (at: Date | null, now: Date): number =>
  at === null ? 0 : Math.max(0, (now.getTime() - at.getTime()) / 1_000);

function intake(operations: Operations, now: Date): Metric[] {
  const { mails, oldestWaitingAt } = operations;
  const mailboxes = operations.mailboxes.map((one) => ({ ...one, name: labelOf('mailbox', one) }));
  const logs = operations.logs.map((one) => ({ ...one, name: labelOf('log', one) }));
  return [
    by('intake_mails', 'Mails by state, counted up to 10000; processed ones are not.', 'state', mails),
    single(
      'intake_oldest_waiting_seconds',
      'Age of the oldest mail that was not read yet.',
      ageOf(oldestWaitingAt, now),
    ),
    times(
      'mailbox_last_proof_timestamp_seconds',
      'When the server of a polled mailbox last answered a complete poll.',
      'mailbox',
      mailboxes.map(({ name, provedAt }) => ({ name, at: provedAt })),
    ),
    metric(
      'mailbox_backlog_mails',
      'Mails that the server still held at the last poll.',
      mailboxes.map(({ name, backlog }) => ({ labels: { mailbox: name }, value: backlog })),
    ),
    metric(
      'mailbox_failing',
      '1 where the last poll failed.',
      mailboxes.map(({ name, isFailing }) => ({ labels: { mailbox: name }, value: Number(isFailing) })),
    ),
    times(
      'log_source_last_line_timestamp_seconds',
      'Time of the newest line of a mail log.',
      'source',
      logs.map(({ name, lastLineAt }) => ({ name, at: lastLineAt })),
    ),
    counter(
      'log_source_lines_total',
      'Lines read of a mail log.',
      logs.map(({ name, lines }) => ({ labels: { source: name }, value: lines })),
    ),
    counter(
      'log_source_unread_lines_total',
      'Lines of a mail log that nobody could make sense of.',
      logs.map(({ name, unread }) => ({ labels: { source: name }, value: unread })),
    ),
    metric(
      'log_source_down',
      '1 where a log cluster does not answer.',
      logs.map(({ name, isDown }) => ({ labels: { source: name }, value: Number(isDown) })),
    ),
  ];
}

function desk(operations: Operations): Metric[] {
  const { openCases, measures, countedAt } = operations;
  return [
    by('cases_open', 'Open cases by stage: 0 observation to 4 emergency.', 'stage', openCases),
    single('cases_attention', 'Open cases that need a look at once.', operations.casesWithAttention),
    by('measures_in_force', 'Measures that are not over, by state.', 'state', measures),
    single(
      'measures_overdue',
      'Measures that were due five minutes ago or earlier.',
      operations.measuresOverdue,
    ),
    single('tasks_open', 'Open tasks for people, counted up to 10000.', operations.openTasks),
    single('feedback_loops_active', 'Active subscriptions.', operations.loopsActive),
    single(
      'feedback_loops_silent',
      'Active subscriptions whose silence alarm rings.',
      operations.loopsSilent,
    ),
    metric(
      'statistics_last_count_timestamp_seconds',
      'When the statistics were last brought up to date.',
      countedAt === null ? [] : [{ value: unix(countedAt) }],
    ),
  ];
}

function mail({ notices, outgoing, oldestDue }: Operations, now: Date): Metric[] {
  return [
    by('notices', 'Notices to customers by state; failed ones of the last seven days.', 'state', notices),
    by('outgoing_mails', 'Mail that belongs to no case, by state.', 'state', outgoing),
    metric(
      'outbox_oldest_due_seconds',
      'For how long the oldest mail of an outbox has been due.',
      oldestDue.map(({ label, at }) => ({ labels: { outbox: label }, value: ageOf(at, now) })),
    ),
  ];
}

function machine({ workers, jobs }: Operations, { residentBytes, startedAt }: ProcessFacts): Metric[] {
  return [
    times(
      'worker_heartbeat_timestamp_seconds',
      'When a worker last said that it runs.',
      'worker',
      workers.map(({ worker, at }) => ({ name: worker, at })),
    ),
    metric(
      'worker_resident_memory_bytes',
      'Resident memory of the process that runs a worker; the greatest of several.',
      workers.map(({ worker, memoryBytes }) => ({ labels: { worker }, value: memoryBytes })),
    ),
    times(
      'job_last_success_timestamp_seconds',
      'When a job last came to its end.',
      'job',
      jobs.map(({ name, succeededAt }) => ({ name, at: succeededAt })),
    ),
    times(
      'job_last_failure_timestamp_seconds',
      'When a job last failed.',
      'job',
      jobs.map(({ name, failedAt }) => ({ name, at: failedAt })),
    ),
    metric(
      'job_duration_seconds',
      'How long the last run of a job took.',
      jobs.map(({ name, seconds }) => ({ labels: { job: name }, value: seconds })),
    ),
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Resident memory of the web process.',
      samples: [{ value: residentBytes }],
    },
    {
      name: 'process_start_time_seconds',
      type: 'gauge',
      help: 'Start of the web process, in Unix seconds.',
      samples: [{ value: unix(startedAt) }],
    },
  ];
}
