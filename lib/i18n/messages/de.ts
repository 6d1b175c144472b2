// The German catalogue: one line per namespace.

import accounts from './de/accounts.json';
import api from './de/api.json';
import blockLists from './de/blockLists.json';
import caseTexts from './de/case.json';
import cases from './de/cases.json';
import changePassword from './de/changePassword.json';
import common from './de/common.json';
import coverage from './de/coverage.json';
import customer from './de/customer.json';
import customerPage from './de/customerPage.json';
import directory from './de/directory.json';
import connections from './de/connections.json';
import connectors from './de/connectors.json';
import errors from './de/errors.json';
import followUp from './de/followUp.json';
import formats from './de/formats.json';
import health from './de/health.json';
import intake from './de/intake.json';
import logEvidence from './de/logEvidence.json';
import logCluster from './de/logCluster.json';
import logSources from './de/logSources.json';
import loopHealth from './de/loopHealth.json';
import loops from './de/loops.json';
import mailboxes from './de/mailboxes.json';
import me from './de/me.json';
import measures from './de/measures.json';
import nav from './de/nav.json';
import network from './de/network.json';
import notices from './de/notices.json';
import ownLoop from './de/ownLoop.json';
import passingOn from './de/passingOn.json';
import playbooks from './de/playbooks.json';
import policy from './de/policy.json';
import programs from './de/programs.json';
import release from './de/release.json';
import queue from './de/queue.json';
import replies from './de/replies.json';
import report from './de/report.json';
import restricted from './de/restricted.json';
import secondFactor from './de/secondFactor.json';
import signIn from './de/signIn.json';
import stages from './de/stages.json';
import statistics from './de/statistics.json';
import support from './de/support.json';
import suppression from './de/suppression.json';
import tasks from './de/tasks.json';
import thread from './de/thread.json';
import trust from './de/trust.json';
import upload from './de/upload.json';
import users from './de/users.json';

export const de = {
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
