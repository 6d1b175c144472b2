// The English catalogue: one line per namespace.

import accounts from './en/accounts.json';
import api from './en/api.json';
import blockLists from './en/blockLists.json';
import caseTexts from './en/case.json';
import cases from './en/cases.json';
import changePassword from './en/changePassword.json';
import common from './en/common.json';
import coverage from './en/coverage.json';
import customer from './en/customer.json';
import customerPage from './en/customerPage.json';
import directory from './en/directory.json';
import connections from './en/connections.json';
import connectors from './en/connectors.json';
import errors from './en/errors.json';
import followUp from './en/followUp.json';
import formats from './en/formats.json';
import health from './en/health.json';
import intake from './en/intake.json';
import logEvidence from './en/logEvidence.json';
import logCluster from './en/logCluster.json';
import logSources from './en/logSources.json';
import loopHealth from './en/loopHealth.json';
import loops from './en/loops.json';
import mailboxes from './en/mailboxes.json';
import me from './en/me.json';
import measures from './en/measures.json';
import nav from './en/nav.json';
import network from './en/network.json';
import notices from './en/notices.json';
import ownLoop from './en/ownLoop.json';
import passingOn from './en/passingOn.json';
import playbooks from './en/playbooks.json';
import policy from './en/policy.json';
import programs from './en/programs.json';
import release from './en/release.json';
import queue from './en/queue.json';
import replies from './en/replies.json';
import report from './en/report.json';
import restricted from './en/restricted.json';
import secondFactor from './en/secondFactor.json';
import signIn from './en/signIn.json';
import stages from './en/stages.json';
import statistics from './en/statistics.json';
import support from './en/support.json';
import suppression from './en/suppression.json';
import tasks from './en/tasks.json';
import thread from './en/thread.json';
import trust from './en/trust.json';
import upload from './en/upload.json';
import users from './en/users.json';

export const en = {
  accounts,
  api,
  blockLists,
  case: caseTexts,
  cases,
  changePassword,
  common,
  coverage,
  customer,
  customerPage,
  directory,
  connections,
  connectors,
  errors,
  followUp,
  formats,
  health,
  intake,
  logEvidence,
  logCluster,
  logSources,
  loopHealth,
  loops,
  mailboxes,
  me,
  measures,
  nav,
  network,
  notices,
  ownLoop,
  passingOn,
  playbooks,
  policy,
  programs,
  release,
  queue,
  replies,
  report,
  restricted,
  secondFactor,
  signIn,
  stages,
  statistics,
  support,
  suppression,
  tasks,
  thread,
  trust,
  upload,
  users,
};
