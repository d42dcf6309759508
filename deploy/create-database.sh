#!/bin/sh
# Run once by the postgres image, on an empty volume. Usher's role owns its database and is no superuser.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$DATABASE_PASSWORD" --username=postgres <<'SQL'
create role usher login password :'password';
create database usher owner usher;
SQL
