#!/bin/sh
# Turns this process, which has namespaces of its own, into a machine: a writable overlay of this one in which nothing is
# kept, without network, with systemd. $1 is an empty folder, $2 a folder that is visible in the machine at /mnt, $3 the
# repository.
set -eu
layers=$1
mount --make-rprivate /
mount -t tmpfs tmpfs "$layers"
mkdir "$layers/upper" "$layers/work" "$layers/root"
root=$layers/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs tmpfs "$root/run"
mount --rbind /dev "$root/dev"
mount --bind "$2" "$root/mnt"
# It may be on a file system of its own.
mkdir -p "$root$3"
mount --bind "$3" "$root$3"
ip link set lo up
cd "$root"
mkdir -p .old
pivot_root . .old
umount -l /.old
# None of the services, settings and data of this machine; and never in this machine itself.
[ "$(stat --file-system --format=%T /)" = overlayfs ]
rm -rf /etc/systemd/system/* /etc/nginx/sites-enabled/* /etc/postgresql /var/lib/postgresql/* /var/log/*
export container=machine
exec /lib/systemd/systemd --show-status=0 --log-target=null </dev/null
