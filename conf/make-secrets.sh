#!/bin/sh
# Makes the passwords of compose.yaml, once, in conf/secrets or the folder that is told. It never replaces any.
set -eu

folder=${1:-$(dirname "$0")/secrets}
mkdir -m 700 "$folder"
cd "$folder"
# in the containers others than this user read them, and here none can: the folder is closed
umask 022

password() {
  head -c 32 /dev/urandom | od -An -vtx1 | tr -d ' \n'
}

password > postgres-password
password > owner-password
password > requests-password
printf 'postgresql://stillwater_owner:%s@postgres:5432/stillwater' "$(cat owner-password)" > database-owner-url
printf 'postgresql://stillwater_requests:%s@postgres:5432/stillwater' "$(cat requests-password)" > database-url
