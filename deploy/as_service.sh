#!/bin/sh
# Any command of zetje, as the service runs it: as its user, with its settings, in its folders. docs/running.md installs it as
# /usr/local/bin/zetje, so that `sudo zetje doctor` looks at what the service uses.
exec systemd-run --quiet --pipe --wait --collect --uid=zetje --gid=zetje \
  --property='StateDirectory=zetje zetje-keys' --property=StateDirectoryMode=0700 --property=UMask=0077 \
  --working-directory=/var/lib/zetje --property=EnvironmentFile=/etc/zetje/env \
  --setenv=DATABASE_URL=sqlite:////var/lib/zetje/zetje.db \
  --setenv=ZETJE_MASTER_KEY_FILE=/var/lib/zetje-keys/master.key \
  /opt/zetje/bin/zetje "$@"
