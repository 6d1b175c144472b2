// XARF 4, category copyright: places that point at works held elsewhere, and newsgroups.
// Promise: the inner objects of these types hold no further members. Source: XARF 4.2.0, types copyright-link-site and
// copyright-usenet.

import { z } from 'zod';
import { closed, count, dateTime, flag, integer, list, number, textUpTo, uri, word } from '../vocabulary';
import { work } from './copyright';
import { typeSchema } from './core';

const link = z.strictObject({
  target_url: uri,
  link_type: word('torrent_file', 'magnet_link', 'direct_download', 'streaming_link', 'usenet_nzb', 'other'),
  hosting_service: textUpTo(200).optional(),
  file_size: count.optional(),
});

const linkSite = {
  ...work,
  evidence_source: word(
    'automated_crawl',
    'manual_monitoring',
    'user_report',
    'rights_holder',
    'search_monitoring',
  ),
  infringing_url: uri,
  site_name: textUpTo(200),
  site_category: word(
    'torrent_index',
    'direct_download_links',
    'streaming_links',
    'usenet_index',
    'search_engine',
    'forum_links',
    'other',
  ),
  link_info: closed({
    page_title: textUpTo(500),
    posting_date: dateTime,
    uploader: textUpTo(200),
    download_count: count,
    link_count: integer(1),
    comments_count: count,
  }),
  linked_content: list(link, 50),
  work_category: word(
    'movie',
    'tv_show',
    'music',
    'software',
    'ebook',
    'audiobook',
    'game',
    'adult_content',
    'other',
  ),
  search_terms: list(textUpTo(200), 10),
  site_ranking: closed({ alexa_rank: integer(1), popularity_score: number(0, 10) }),
};

const usenet = {
  ...work,
  evidence_source: word(
    'automated_monitoring',
    'newsgroup_crawl',
    'user_report',
    'rights_holder',
    'nzb_index_monitoring',
  ),
  newsgroup: textUpTo(200),
  message_info: z.strictObject({
    message_id: textUpTo(500),
    subject: textUpTo(500).optional(),
    from_header: textUpTo(200).optional(),
    posting_date: dateTime.optional(),
    part_number: integer(1).optional(),
    total_parts: integer(1).optional(),
    file_size: count.optional(),
  }),
  nzb_info: closed({
    nzb_name: textUpTo(500),
    nzb_url: uri,
    indexer_site: textUpTo(200),
    completion_percentage: number(0, 100),
  }),
  server_info: closed({
    nntp_server: textUpTo(200),
    server_group: textUpTo(200),
    retention_days: integer(1),
  }),
  work_category: word(
    'movie',
    'tv_show',
    'music',
    'software',
    'ebook',
    'audiobook',
    'magazine',
    'game',
    'adult_content',
    'other',
  ),
  encoding_info: closed({
    encoding_format: word('yenc', 'uuencode', 'base64', 'other'),
    par2_recovery: flag,
    rar_compression: flag,
  }),
  detection_method: word('subject_line_match', 'header_analysis', 'content_sampling', 'nzb_metadata'),
};

export const copyrightIndex = {
  'copyright/link_site': typeSchema(linkSite, ['infringing_url', 'site_name']),
  'copyright/usenet': typeSchema(usenet, ['newsgroup', 'message_info']),
};
