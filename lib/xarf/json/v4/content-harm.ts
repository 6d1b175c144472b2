// XARF 4, category content, what harms by being there: exposed data, compromised sites, abuse of children.
// Promise: each schema holds the members of its type beside those of the place.
// Source: XARF 4.2.0, types content-*.

import { count, cve, demanding, flag, ipv4, list, open, text, word } from '../vocabulary';
import { digests } from './content';
import { contentSchema } from './content-place';

const csam = {
  classification: word('baseline', 'A1', 'A2', 'B1', 'B2'),
  media_type: word('image', 'video', 'audio', 'text', 'mixed'),
  detection_method: word('hash_match', 'ai_detection', 'manual_review', 'user_report', 'automated_scan'),
  hash_values: open({ ...digests, photodna: text }),
  ncmec_report_id: text,
  content_removed: flag,
  account_suspended: flag,
};

const csem = {
  exploitation_type: word(
    'grooming',
    'solicitation',
    'sextortion',
    'trafficking',
    'distribution',
    'production',
    'possession',
  ),
  victim_age_range: word('infant', 'toddler', 'prepubescent', 'pubescent', 'unknown'),
  platform: word('social_media', 'messaging_app', 'gaming_platform', 'forum', 'email', 'darkweb', 'other'),
  detection_method: word(
    'behavioral_analysis',
    'keyword_detection',
    'user_report',
    'ai_detection',
    'manual_review',
    'law_enforcement_referral',
  ),
  evidence_type: list(word('chat_logs', 'images', 'videos', 'user_profile', 'metadata')),
  perpetrator_indicators: open({ account_id: text, ip_addresses: list(ipv4), pattern_of_behavior: text }),
  reporting_obligations: list(
    word('NCMEC', 'IWF', 'local_law_enforcement', 'europol', 'interpol', 'platform_safety_team', 'other'),
  ),
};

const exposedData = {
  data_types: list(
    word(
      'personal_information',
      'credentials',
      'financial',
      'medical',
      'government_id',
      'email_addresses',
      'phone_numbers',
      'api_keys',
      'database_dumps',
      'source_code',
      'internal_documents',
      'customer_data',
      'employee_data',
      'intellectual_property',
      'other',
    ),
    Infinity,
    1,
  ),
  exposure_method: word(
    'misconfigured_server',
    'open_directory',
    'database_exposure',
    'git_repository',
    'backup_file',
    'log_file',
    'cloud_storage',
    'paste_site',
    'forum_post',
    'ransomware_leak',
    'intentional_leak',
    'other',
  ),
  record_count: count,
  affected_organization: text,
  data_format: word('plaintext', 'csv', 'json', 'xml', 'sql', 'excel', 'pdf', 'mixed', 'other'),
  sensitive_fields: list(text),
  encryption_status: word('unencrypted', 'encrypted', 'partially_encrypted', 'hashed', 'unknown'),
  accessibility: word('public', 'requires_authentication', 'requires_payment', 'dark_web', 'removed'),
  discovery_source: word(
    'security_researcher',
    'automated_scan',
    'breach_monitoring',
    'user_report',
    'law_enforcement',
    'threat_intelligence',
    'other',
  ),
  sample_records: list(open({ description: text, redacted_sample: text }), 5),
};

const indicator = {
  type: word(
    'file_path',
    'process',
    'network_connection',
    'user_account',
    'scheduled_task',
    'registry_key',
    'service',
  ),
  value: text,
  description: text,
};

const remoteCompromise = {
  compromise_type: word(
    'webshell',
    'backdoor',
    'defacement',
    'malicious_redirect',
    'seo_spam',
    'cryptominer',
    'phishing_kit',
    'malware_host',
    'c2_server',
    'proxy',
    'scanner',
    'other',
  ),
  compromise_indicators: list(demanding(indicator, { required: ['type', 'value'] })),
  webshell_details: open({
    family: text,
    capabilities: list(
      word(
        'file_manager',
        'command_execution',
        'database_access',
        'network_scanning',
        'privilege_escalation',
        'persistence',
        'other',
      ),
    ),
    password_protected: flag,
  }),
  affected_cms: word(
    'wordpress',
    'joomla',
    'drupal',
    'magento',
    'prestashop',
    'opencart',
    'custom',
    'unknown',
    'other',
  ),
  vulnerability_exploited: open({ cve, description: text, component: text }),
  persistence_mechanisms: list(
    word(
      'cron_job',
      'modified_core_files',
      'hidden_admin_account',
      'autoload_backdoor',
      'htaccess_modification',
      'database_backdoor',
      'other',
    ),
  ),
  malicious_activities: list(
    word(
      'spam_sending',
      'ddos_attacks',
      'cryptocurrency_mining',
      'data_exfiltration',
      'lateral_movement',
      'hosting_malware',
      'hosting_phishing',
      'scanning',
      'other',
    ),
  ),
  cleanup_status: word('not_cleaned', 'partially_cleaned', 'cleaned', 'reinfected', 'unknown'),
};

export const contentHarm = {
  'content/csam': contentSchema(csam, ['classification', 'detection_method']),
  'content/csem': contentSchema(csem, ['exploitation_type', 'detection_method']),
  'content/exposed_data': contentSchema(exposedData, ['data_types', 'exposure_method']),
  'content/remote_compromise': contentSchema(remoteCompromise, ['compromise_type']),
};
