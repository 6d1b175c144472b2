// XARF 4, category copyright: works offered without leave, by the kind of place that holds them.
// Promise: the inner objects of these types hold no further members. Source: XARF 4.2.0, types copyright-*.

import {
  closed,
  count,
  date,
  dateTime,
  flag,
  integer,
  number,
  text,
  textUpTo,
  uri,
  word,
} from '../vocabulary';
import { typeSchema } from './core';

export const work = { work_title: textUpTo(500), rights_holder: textUpTo(200) };

const copyrightPage = {
  ...work,
  infringing_url: uri,
  original_url: uri,
  infringement_type: word('direct_copy', 'modified_copy', 'streaming', 'download', 'distribution'),
};

const p2p = {
  ...work,
  evidence_source: word(
    'automated_crawl',
    'manual_monitoring',
    'user_report',
    'rights_holder',
    'watermark_detection',
  ),
  p2p_protocol: word('bittorrent', 'edonkey', 'gnutella', 'kademlia', 'other'),
  swarm_info: closed({
    info_hash: text.regex(/^[a-fA-F0-9]{40}$/),
    magnet_uri: text.regex(/^magnet:\?xt=urn:/),
    torrent_name: textUpTo(500),
    file_count: integer(1),
    total_size: count,
  }).refine((swarm) => Object.hasOwn(swarm, 'info_hash') || Object.hasOwn(swarm, 'magnet_uri')),
  peer_info: closed({
    peer_id: textUpTo(100),
    client_version: textUpTo(100),
    upload_amount: count,
    download_amount: count,
  }),
  work_category: word('movie', 'tv_show', 'music', 'software', 'ebook', 'audiobook', 'game', 'other'),
  release_date: date,
  detection_method: word('automated_crawl', 'fingerprinting', 'metadata_match', 'manual_verification'),
};

const cyberlocker = {
  ...work,
  evidence_source: word(
    'automated_crawl',
    'manual_discovery',
    'user_report',
    'rights_holder',
    'search_engine',
  ),
  infringing_url: uri,
  hosting_service: textUpTo(200),
  file_info: closed({
    filename: textUpTo(500),
    file_size: count,
    file_hash: text.regex(/^(?:md5|sha1|sha256):[a-fA-F0-9]+$/),
    upload_date: dateTime,
    download_count: count,
  }),
  uploader_info: closed({
    username: textUpTo(200),
    user_id: textUpTo(100),
    account_type: word('free', 'premium', 'business', 'unknown'),
  }),
  work_category: word(
    'movie',
    'tv_show',
    'music',
    'software',
    'ebook',
    'audiobook',
    'game',
    'document',
    'other',
  ),
  access_method: word(
    'direct_link',
    'password_protected',
    'premium_only',
    'time_limited',
    'captcha_protected',
  ),
  takedown_info: closed({ previous_requests: count, service_response_time: text, automated_removal: flag }),
};

const ugcPlatform = {
  ...work,
  evidence_source: word(
    'automated_detection',
    'user_report',
    'rights_holder',
    'content_id_match',
    'fingerprint_match',
    'manual_review',
  ),
  infringing_url: uri,
  platform_name: textUpTo(200),
  content_info: closed({
    content_id: textUpTo(200),
    content_title: textUpTo(500),
    content_description: textUpTo(2_000),
    upload_date: dateTime,
    content_duration: count,
    view_count: count,
    like_count: count,
  }),
  uploader_info: closed({
    username: textUpTo(200),
    user_id: textUpTo(100),
    account_verified: flag,
    subscriber_count: count,
    account_creation_date: dateTime,
  }),
  work_category: word(
    'movie',
    'tv_show',
    'music',
    'music_video',
    'audiobook',
    'podcast',
    'live_performance',
    'sports_event',
    'documentary',
    'other',
  ),
  infringement_type: word(
    'full_work',
    'substantial_portion',
    'compilation',
    'remix_unauthorized',
    'background_music',
    'clip_mashup',
  ),
  match_details: closed({
    match_confidence: number(0, 1),
    match_duration: count,
    match_percentage: number(0, 100),
    reference_id: textUpTo(200),
  }),
  monetization_info: closed({ monetized: flag, ad_revenue: flag, premium_content: flag }),
};

export const copyright = {
  'copyright/copyright': typeSchema(copyrightPage, ['infringing_url']),
  'copyright/p2p': typeSchema(p2p, ['p2p_protocol', 'swarm_info']),
  'copyright/cyberlocker': typeSchema(cyberlocker, ['infringing_url', 'hosting_service']),
  'copyright/ugc_platform': typeSchema(ugcPlatform, ['infringing_url', 'platform_name']),
};
