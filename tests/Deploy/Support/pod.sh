#!/usr/bin/env bash
# Becomes a pod's container: a read-only root of its own with the mounts that are given, no capabilities, another user. It is started in
# the pod's network namespace, with mounts that nobody else sees.
# usage: pod.sh ROOT DOTNET PROGRAM HOSTS USER [MOUNT...] -- COMMAND...    a mount is PATH=FOLDER, with ":ro" behind it where it is read-only
set -euo pipefail
root=$1 dotnet=$2 program=$3 hosts=$4 user=$5
shift 5
mount -t tmpfs -o mode=0755,size=16m pod "$root"
mkdir -p "$root"/{etc,proc,dev,sys,opt/dotnet,opt/gossip,opt/bin}
for folder in usr bin sbin lib lib64; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$root/$folder"
  elif [ -d "/$folder" ]; then mkdir "$root/$folder" && mount --rbind "/$folder" "$root/$folder"; fi
done
for folder in proc dev sys; do mount --rbind "/$folder" "$root/$folder"; done
for file in nsswitch.conf ld.so.cache; do [ ! -e "/etc/$file" ] || cp "/etc/$file" "$root/etc/"; done
touch "$root/etc/hosts"
mount --bind "$hosts" "$root/etc/hosts"
mount --bind "$dotnet" "$root/opt/dotnet"
mount --bind "$program" "$root/opt/gossip"
printf '#!/bin/sh\nexec /opt/dotnet/dotnet /opt/gossip/gossip.dll "$@"\n' >"$root/opt/bin/gossip"
chmod 755 "$root/opt/bin/gossip"
while [ "$1" != -- ]; do
  path=${1%%=*} folder=${1#*=}
  mkdir -p "$root$path"
  mount --bind "${folder%:ro}" "$root$path"
  [ "$folder" = "${folder%:ro}" ] || mount -o remount,bind,ro "$root$path"
  shift
done
shift
mount -o remount,ro "$root"
exec chroot "$root" setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
