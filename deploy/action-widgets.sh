#!/bin/sh
# Runs a command such as `action-widgets cards list`, with the user and the settings of the service.
# Copy it to /usr/local/bin/action-widgets. Lists are read from standard input: action-widgets cards printed --from - < batch.txt
exec systemd-run --quiet --pipe --wait --collect \
  --property=User=action-widgets --property=EnvironmentFile=/etc/action-widgets.env --property=UMask=0077 \
  /usr/bin/node /opt/action-widgets/node_modules/action-widgets-server/dist/lib/cli/bin.js "$@"
