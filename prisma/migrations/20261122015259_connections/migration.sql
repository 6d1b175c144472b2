-- CreateTable
CREATE TABLE "connection_source" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT,
    "time_zone" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ,
    "mark" TEXT,
    "last_read_at" TIMESTAMPTZ,
    "last_error" TEXT,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "bad_rows" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_file" (
    "source_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_file_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_source_name_key" ON "connection_source"("name");

-- AddForeignKey
ALTER TABLE "connection_file" ADD CONSTRAINT "connection_file_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "connection_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "connection_source" ADD CONSTRAINT "connection_source_kind" CHECK ("kind" IN ('prefixes', 'sessions'));

-- A network that belongs to a connection for long. No validity: always.
CREATE TABLE "connection_prefix" (
  "source_id" INTEGER NOT NULL REFERENCES "connection_source" ("id") ON DELETE CASCADE,
  "network" INET NOT NULL,
  "connection" TEXT NOT NULL,
  "customer_no" TEXT,
  "valid_from" TIMESTAMPTZ,
  "valid_to" TIMESTAMPTZ
);
CREATE INDEX "connection_prefix_network" ON "connection_prefix" USING gist ("network" inet_ops);
CREATE INDEX "connection_prefix_source" ON "connection_prefix" ("source_id");

-- Who had an address, or some of its ports, from when to when; no end: as far as is known still.
CREATE TABLE "connection_session" (
  "source_id" INTEGER NOT NULL REFERENCES "connection_source" ("id") ON DELETE CASCADE,
  "address" INET NOT NULL,
  "port_from" INTEGER,
  "port_to" INTEGER,
  "from_at" TIMESTAMPTZ NOT NULL,
  "to_at" TIMESTAMPTZ,
  "connection" TEXT NOT NULL,
  "customer_no" TEXT,
  -- The end is not from the export: the next session on the same ports began then.
  "is_end_guessed" BOOLEAN NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX "connection_session_once"
  ON "connection_session" ("address", "from_at", "port_from", "connection") NULLS NOT DISTINCT;
CREATE INDEX "connection_session_at"
  ON "connection_session" USING gist ("address" inet_ops, tstzrange("from_at", "to_at", '[]'));
CREATE INDEX "connection_session_source" ON "connection_session" ("source_id", "from_at");
CREATE INDEX "connection_session_ended" ON "connection_session" ("to_at");
