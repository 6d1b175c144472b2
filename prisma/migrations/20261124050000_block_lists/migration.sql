-- DNS block lists that administrators turned on, and what they say of our own addresses and domains.
CREATE TABLE block_list (
  id serial PRIMARY KEY,
  name text NOT NULL UNIQUE,
  zone text NOT NULL UNIQUE,
  -- What it lists: 'ipv4', 'ipv6', 'domain'.
  subjects text[] NOT NULL,
  -- [{code, kind: 'listed' | 'refused' | 'harmless', meaning}]; lib/block-lists/types.ts checks it.
  codes jsonb NOT NULL DEFAULT '[]',
  -- The codes are bits of the last octet.
  is_bitmask boolean NOT NULL DEFAULT false,
  -- A domain that the list always lists, where it is not 'test' (RFC 5782, 5).
  test_domain text,
  lookup_url text,
  steps text[] NOT NULL DEFAULT '{}',
  note text,
  queries_per_minute integer NOT NULL,
  interval_minutes integer NOT NULL,
  active boolean NOT NULL,
  -- 'untested', 'answers', 'refuses', 'broken', 'silent'
  state text NOT NULL DEFAULT 'untested',
  -- {code, value}
  state_detail jsonb,
  state_since timestamptz NOT NULL DEFAULT now(),
  -- The round under way: when it began and how far it came; both null between rounds.
  round_began_at timestamptz,
  round_position text,
  round_checked integer NOT NULL DEFAULT 0,
  round_unknown integer NOT NULL DEFAULT 0,
  -- The last whole round.
  last_round_at timestamptz,
  last_checked integer NOT NULL DEFAULT 0,
  last_unknown integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT block_list_subjects_known CHECK (subjects <> '{}' AND subjects <@ ARRAY['ipv4', 'ipv6', 'domain']),
  CONSTRAINT block_list_state_known CHECK (state IN ('untested', 'answers', 'refuses', 'broken', 'silent')),
  CONSTRAINT block_list_pace CHECK (queries_per_minute BETWEEN 10 AND 600 AND interval_minutes BETWEEN 15 AND 10080)
);

CREATE TABLE block_listing (
  id bigserial PRIMARY KEY,
  block_list_id integer NOT NULL REFERENCES block_list (id),
  -- An address in canonical form, or a domain.
  subject text NOT NULL,
  -- Our mail server of that address, as far as it is known.
  host text,
  codes text[] NOT NULL,
  -- What the list says in TXT, cut to 500 characters.
  reason text,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  -- The end of the last round in which it was not listed.
  clear_before timestamptz,
  ended_at timestamptz,
  -- 'delisted', 'not-checked' (no longer among what we check, or the list was turned off)
  ended_by text,
  -- Who was sending from there: lib/block-lists/types.ts has the shape.
  senders jsonb NOT NULL DEFAULT '[]',
  sender_count integer NOT NULL DEFAULT 0,
  senders_from timestamptz,
  -- [{key | text, doneAt, doneBy}]
  steps jsonb NOT NULL,
  CONSTRAINT block_listing_end CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT block_listing_ended_by_known CHECK (ended_by IN ('delisted', 'not-checked'))
);
CREATE UNIQUE INDEX block_listing_one_open ON block_listing (block_list_id, subject) WHERE ended_at IS NULL;
CREATE INDEX block_listing_open ON block_listing (first_seen_at, id) WHERE ended_at IS NULL;
CREATE INDEX block_listing_ended ON block_listing (ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX block_listing_subject ON block_listing (subject, first_seen_at);
