-- Whether all accounts of a domain are one customer's is asked for every contact of a customer that lies in it.
CREATE INDEX "account_domain_customer_id_idx" ON "account"("domain", "customer_id");
