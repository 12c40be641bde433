-- Makes the roles of roles.sql at the first start of the database of compose.yaml. The passwords come from files, so that no
-- command line shows them.
\set owner_password `cat /run/secrets/owner-password`
\set requests_password `cat /run/secrets/requests-password`
\i /conf/roles.sql
