#!/bin/sh
# Prints the Python that the environment is made with: the one on the path, unless it was compiled without its profile
# (a version manager's, often) and the system has one of its own that will do. The provider needs a third less of the
# processor under that. `make PYTHON=python3.13` chooses for itself.
SYSTEM="${SYSTEM_PYTHON:-/usr/bin/python3}"

is_profiled() {
  "$1" -c 'import sys, sysconfig; sys.exit("--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""))'
}

will_do() {
  "$1" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'
}

if ! is_profiled python3 && will_do "$SYSTEM"; then
  echo "$SYSTEM"
else
  echo python3
fi 2>/dev/null
