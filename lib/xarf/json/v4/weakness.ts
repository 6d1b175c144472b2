// XARF 4, categories infrastructure, vulnerability and reputation: what is broken, open or listed.
// Promise: each schema holds the members of its type beside the core. Source: XARF 4.2.0, types of the three categories.

import { closed, dateTime, flag, list, number, port, text, textUpTo, uri, word } from '../vocabulary';
import { typeSchema } from './core';

const botnet = {
  malware_family: textUpTo(200),
  c2_server: text,
  c2_protocol: word('http', 'https', 'tcp', 'udp', 'dns', 'irc', 'p2p', 'custom'),
  bot_capabilities: list(
    word(
      'ddos',
      'spam',
      'proxy',
      'keylogger',
      'file_download',
      'remote_shell',
      'cryptocurrency_mining',
      'data_theft',
    ),
  ),
  compromise_evidence: text,
};

const cveId = text.regex(/^CVE-[0-9]{4}-[0-9]+$/);
const impact = word('none', 'low', 'high');

const cve = {
  evidence_source: word(
    'vulnerability_scan',
    'researcher_analysis',
    'automated_discovery',
    'penetration_testing',
  ),
  service: textUpTo(200),
  service_version: textUpTo(100),
  service_port: port,
  cve_id: cveId,
  cve_ids: list(cveId, 10).refine((ids) => new Set(ids).size === ids.length),
  cvss_score: number(0, 10),
  cvss_vector: text.regex(/^CVSS:3\.[01]\//),
  cvss_version: word('2.0', '3.0', '3.1'),
  risk_level: word('info', 'low', 'medium', 'high', 'critical'),
  severity: word('informational', 'low', 'medium', 'high', 'critical'),
  exploitability: word('theoretical', 'poc_available', 'functional', 'weaponized'),
  patch_available: flag,
  patch_version: textUpTo(100),
  patch_url: uri,
  vendor_advisory: uri,
  disclosure_date: dateTime,
  impact_assessment: closed({ confidentiality: impact, integrity: impact, availability: impact }),
  remediation_priority: word('low', 'medium', 'high', 'critical', 'emergency'),
};

export const weakness = {
  'infrastructure/botnet': typeSchema(botnet, ['compromise_evidence']),
  'infrastructure/compromised_server': typeSchema({ compromise_method: text }, ['compromise_method']),
  'vulnerability/cve': typeSchema(cve, ['service', 'service_port', 'cve_id']),
  'vulnerability/open_service': typeSchema({ service: text }, ['service']),
  'vulnerability/misconfiguration': typeSchema({ service: text }, ['service']),
  'reputation/blocklist': typeSchema({ threat_type: text }, ['threat_type']),
  'reputation/threat_intelligence': typeSchema({ threat_type: text }, ['threat_type']),
};
