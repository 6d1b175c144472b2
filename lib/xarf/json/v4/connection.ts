// XARF 4, category connection: what an address did to other people's servers.
// Promise: attacks name the port of the source where the source is an IP address, because behind shared addresses
// nobody can be found without it. Source: XARF 4.2.0, types connection-*.

import { isIp } from '../string-formats';
import { dateTime, flag, integer, ip, list, number, port, text, textUpTo, uri, word } from '../vocabulary';
import { typeSchema } from './core';

const seen = { first_seen: dateTime, last_seen: dateTime };
const target = { destination_ip: ip, destination_port: port };
const REQUIRED = ['protocol', 'first_seen'];

function requiredForIp(document: Record<string, unknown>): readonly string[] {
  const source = document.source_identifier;
  return typeof source === 'string' && isIp(source) ? ['source_port'] : [];
}

const attack = { ...seen, ...target, protocol: word('tcp', 'udp', 'icmp', 'sctp') };
const request = { ...seen, ...target, protocol: word('tcp', 'udp'), user_agent: text };

const ddos = {
  ...attack,
  evidence_source: word('firewall_logs', 'ids_detection', 'flow_analysis', 'traffic_monitoring', 'honeypot'),
  attack_vector: text,
  peak_pps: integer(1),
  peak_bps: integer(1),
  duration_seconds: integer(1),
  amplification_factor: number(1),
  threshold_exceeded: dateTime,
  mitigation_applied: flag,
  service_impact: word('none', 'degraded', 'unavailable'),
};

const infectedHost = {
  ...request,
  bot_type: word(
    'search_engine',
    'ai_agent',
    'monitoring',
    'seo_analyzer',
    'link_checker',
    'feed_reader',
    'social_media',
    'advertising',
    'malicious',
    'unknown',
  ),
  bot_name: text,
  behavior_pattern: word(
    'legitimate_crawling',
    'aggressive_crawling',
    'api_abuse',
    'form_submission',
    'comment_spam',
    'account_creation',
    'content_harvesting',
    'vulnerability_probing',
    'mixed',
  ),
  request_rate: number(),
  total_requests: integer(1),
  respects_robots_txt: flag,
  follows_crawl_delay: flag,
  javascript_execution: flag,
  accepts_cookies: flag,
  api_endpoints_accessed: list(text),
  verification_status: word('verified', 'unverified', 'spoofed', 'unknown'),
};

const reconnaissance = {
  ...request,
  probed_resources: list(text),
  resource_categories: list(
    word(
      'environment_files',
      'version_control',
      'configuration_files',
      'backup_files',
      'admin_panels',
      'database_files',
      'log_files',
      'credential_files',
      'api_endpoints',
      'debug_endpoints',
      'other',
    ),
  ),
  http_methods: list(word('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE', 'CONNECT')),
  response_codes: list(integer()),
  successful_probes: list(text),
  total_probes: integer(1),
  automated_tool: flag,
};

const scraping = {
  ...request,
  scraping_pattern: word(
    'sequential',
    'random',
    'targeted',
    'sitemap_following',
    'api_harvesting',
    'deep_crawling',
    'breadth_first',
    'depth_first',
  ),
  target_content: word(
    'product_data',
    'pricing_information',
    'user_profiles',
    'contact_information',
    'news_articles',
    'images',
    'documents',
    'api_data',
    'search_results',
    'general_content',
    'other',
  ),
  bot_signature: text,
  request_rate: number(),
  total_requests: integer(1),
  unique_urls: integer(1),
  data_volume: integer(),
  respects_robots_txt: flag,
  session_duration: integer(),
  concurrent_connections: integer(),
};

const { user_agent: _, ...plainRequest } = request;
const sqlInjection = {
  ...plainRequest,
  http_method: word('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
  target_url: uri,
  injection_point: word('query_parameter', 'post_body', 'cookie', 'header', 'path', 'json_parameter'),
  payload_sample: textUpTo(1_000),
  attack_technique: word(
    'union_based',
    'error_based',
    'boolean_blind',
    'time_blind',
    'stacked_queries',
    'out_of_band',
    'second_order',
    'other',
  ),
  attempts_count: integer(1),
};

const vulnerabilityScan = {
  ...seen,
  destination_ip: ip,
  protocol: word('tcp', 'udp', 'icmp', 'mixed'),
  scan_type: word(
    'port_scan',
    'vulnerability_scan',
    'version_detection',
    'os_fingerprinting',
    'service_enumeration',
    'web_vuln_scan',
    'directory_brute_force',
    'mixed',
  ),
  scanner_signature: text,
  targeted_ports: list(port),
  targeted_services: list(text),
  vulnerabilities_probed: list(text),
  scan_rate: number(),
  total_requests: integer(1),
  user_agent: text,
};

export const connection = {
  'connection/login_attack': typeSchema(attack, REQUIRED, requiredForIp),
  'connection/port_scan': typeSchema(attack, REQUIRED, requiredForIp),
  'connection/ddos': typeSchema(ddos, REQUIRED, requiredForIp),
  'connection/infected_host': typeSchema(infectedHost, [...REQUIRED, 'bot_type']),
  'connection/reconnaissance': typeSchema(reconnaissance, [...REQUIRED, 'probed_resources']),
  'connection/scraping': typeSchema(scraping, [...REQUIRED, 'total_requests']),
  'connection/sql_injection': typeSchema(sqlInjection, REQUIRED),
  'connection/vulnerability_scan': typeSchema(vulnerabilityScan, [...REQUIRED, 'scan_type']),
};
