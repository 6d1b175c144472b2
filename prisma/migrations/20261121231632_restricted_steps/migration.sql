-- CreateTable
CREATE TABLE "restricted_step" (
    "id" BIGSERIAL NOT NULL,
    "raw_message_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "restricted_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "restricted_step_raw_message_id_id_idx" ON "restricted_step"("raw_message_id", "id");

-- AddForeignKey
ALTER TABLE "restricted_step" ADD CONSTRAINT "restricted_step_raw_message_id_fkey" FOREIGN KEY ("raw_message_id") REFERENCES "raw_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "restricted_step" ADD CONSTRAINT "restricted_step_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The record of a procedure is written once.
CREATE FUNCTION refuse_change_of_restricted_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'steps of the procedure for restricted mail are never changed or removed';
END $$;
CREATE TRIGGER restricted_step_written_once BEFORE UPDATE OR DELETE ON "restricted_step"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_restricted_step();
