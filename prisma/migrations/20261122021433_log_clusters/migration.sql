-- A log source can be a cluster that is asked instead of read.
ALTER TABLE "log_source" DROP CONSTRAINT "log_source_kind_known",
  ADD CONSTRAINT "log_source_kind_known" CHECK ("kind" IN ('file', 'syslog', 'import', 'cluster')),
  ADD CONSTRAINT "log_source_cluster_is_set" CHECK (("kind" = 'cluster') = ("cluster" IS NOT NULL));
