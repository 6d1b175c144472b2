// XARF 4, category content, the deceptions: phishing, malware, fraud, brands, suspicious registrations.
// Promise: each schema holds the members of its type beside those of the place.
// Source: XARF 4.2.0, types content-*.

import {
  count,
  cve,
  date,
  dateTime,
  demanding,
  flag,
  integer,
  list,
  number,
  open,
  port,
  text,
  uri,
  word,
} from '../vocabulary';
import { contentSchema, countryCode } from './content-place';

/** Hexadecimal digests of their lengths; other digests are text. */
export const digests = {
  md5: text.regex(/^[a-fA-F0-9]{32}$/),
  sha1: text.regex(/^[a-fA-F0-9]{40}$/),
  sha256: text.regex(/^[a-fA-F0-9]{64}$/),
};

const phishing = {
  credential_fields: list(text),
  phishing_kit: text,
  redirect_chain: list(uri),
  submission_url: uri,
  cloned_site: uri,
  detection_evasion: list(
    word(
      'geo_blocking',
      'user_agent_filtering',
      'referrer_checking',
      'captcha',
      'time_based_display',
      'ip_blacklisting',
      'obfuscation',
      'other',
    ),
  ),
  lure_type: word(
    'account_suspension',
    'security_alert',
    'payment_issue',
    'prize_notification',
    'document_share',
    'password_reset',
    'shipping_notification',
    'tax_refund',
    'other',
  ),
};

const malware = {
  malware_family: text,
  malware_type: word(
    'trojan',
    'ransomware',
    'dropper',
    'loader',
    'backdoor',
    'rootkit',
    'infostealer',
    'banking_trojan',
    'cryptominer',
    'adware',
    'spyware',
    'worm',
    'bot',
    'rat',
    'other',
  ),
  file_hashes: open({ ...digests, ssdeep: text }),
  file_metadata: open({ filename: text, file_size: count, file_type: text, mime_type: text }),
  distribution_method: word(
    'direct_download',
    'drive_by_download',
    'email_attachment',
    'malvertising',
    'exploit_kit',
    'watering_hole',
    'supply_chain',
    'social_engineering',
    'other',
  ),
  c2_servers: list(
    open({ address: text, port, protocol: word('http', 'https', 'tcp', 'udp', 'dns', 'other') }),
  ),
  sandbox_analysis: open({
    sandbox_name: text,
    analysis_url: uri,
    verdict: word('malicious', 'suspicious', 'clean', 'unknown'),
    score: number(0, 100),
  }),
  exploit_cve: list(cve),
  persistence_mechanism: list(
    word('registry', 'scheduled_task', 'service', 'startup_folder', 'dll_hijacking', 'wmi', 'other'),
  ),
  targeted_platforms: list(word('windows', 'linux', 'macos', 'android', 'ios', 'multi_platform')),
};

const fraud = {
  fraud_type: word(
    'investment',
    'romance',
    'tech_support',
    'lottery',
    'advance_fee',
    'cryptocurrency',
    'shopping',
    'charity',
    'employment',
    'government_impersonation',
    'other',
  ),
  payment_methods: list(
    word(
      'credit_card',
      'bank_transfer',
      'cryptocurrency',
      'gift_cards',
      'wire_transfer',
      'paypal',
      'western_union',
      'moneygram',
      'cashapp',
      'venmo',
      'other',
    ),
  ),
  cryptocurrency_addresses: list(
    demanding(
      { currency: word('bitcoin', 'ethereum', 'usdt', 'bnb', 'monero', 'other'), address: text },
      { required: ['currency', 'address'] },
    ),
  ),
  claimed_entity: text,
  loss_amount: open({ currency: text.regex(/^[A-Z]{3}$/), amount: number(0) }),
};

const brandInfringement = {
  infringement_type: word(
    'counterfeit',
    'typosquatting',
    'lookalike',
    'homograph',
    'unauthorized_reseller',
    'trademark_violation',
    'brand_impersonation',
    'logo_misuse',
    'other',
  ),
  legitimate_site: uri,
  similarity_score: number(0, 1),
  trademark_details: open({
    registration_number: text,
    jurisdiction: text,
    category: list(integer(1, 45)),
  }),
  infringing_elements: list(
    word('logo', 'brand_name', 'tagline', 'color_scheme', 'layout', 'product_images', 'domain_name', 'other'),
  ),
  products_offered: list(text),
  previous_enforcement: list(
    open({
      date,
      action: word('cease_desist', 'takedown_notice', 'domain_dispute', 'legal_action', 'other'),
      result: text,
    }),
  ),
};

const suspiciousRegistration = {
  registration_date: dateTime,
  days_since_registration: count,
  suspicious_indicators: list(
    word(
      'typosquatting',
      'homograph_attack',
      'brand_keyword',
      'suspicious_tld',
      'bulk_registration',
      'privacy_protection',
      'suspicious_registrant',
      'fast_flux',
      'dga_pattern',
      'known_bad_nameserver',
      'suspicious_ssl_cert',
      'immediate_activation',
      'parked_page',
      'other',
    ),
    Infinity,
    1,
  ),
  risk_score: number(0, 1),
  targeted_brands: list(text),
  registrant_details: open({
    email_domain: text,
    country: countryCode,
    privacy_protected: flag,
    bulk_registrations: integer(),
  }),
  related_domains: list(
    open({
      domain: text,
      relationship: word(
        'same_registrant',
        'same_nameserver',
        'same_ip',
        'same_ssl_cert',
        'similar_pattern',
        'same_campaign',
      ),
    }),
    20,
  ),
  predicted_usage: list(word('phishing', 'malware', 'spam', 'fraud', 'brand_abuse', 'botnet_c2', 'unknown')),
  ssl_certificate_details: open({ issued_immediately: flag, free_certificate: flag, wildcard: flag }),
  activation_behavior: open({
    time_to_activation: integer(),
    initial_content: word(
      'parked',
      'under_construction',
      'immediate_malicious',
      'cloned_site',
      'blank',
      'other',
    ),
  }),
};

export const content = {
  'content/phishing': contentSchema(phishing, []),
  'content/malware': contentSchema(malware, []),
  'content/fraud': contentSchema(fraud, ['fraud_type']),
  'content/brand_infringement': contentSchema(brandInfringement, ['infringement_type', 'legitimate_site']),
  'content/suspicious_registration': contentSchema(suspiciousRegistration, [
    'registration_date',
    'suspicious_indicators',
  ]),
};
