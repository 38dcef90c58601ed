// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HangingNames.h"

#include <QFile>

#include <arpa/inet.h>
#include <cerrno>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

namespace parlance::test {

namespace {

constexpr const char* nameServer = "127.0.0.53";

bool write(const QByteArray& path, const QByteArray& content)
{
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

HangingNames::HangingNames(const QByteArray& folder)
{
    // The resolver asks five times and waits half a minute each time: whoever waits for it is found out. What answers
    // for names beside the name server (systemd's, nscd's socket) is left out.
    (void)(leaveTheWorld() &&
           replace("/etc/resolv.conf", QByteArray("nameserver ") + nameServer + "\noptions timeout:30 attempts:5\n",
                   folder) &&
           replace("/etc/nsswitch.conf", "hosts: dns\npasswd: files\ngroup: files\n", folder) && listen());
}

HangingNames::~HangingNames()
{
    if (m_socket >= 0)
        close(m_socket);
}

bool HangingNames::fail(const char* what)
{
    m_problem = QStringLiteral("%1: %2").arg(QLatin1String(what), qt_error_string(errno));
    return false;
}

bool HangingNames::leaveTheWorld()
{
    const QByteArray user = QByteArray::number(getuid());
    const QByteArray group = QByteArray::number(getgid());
    if (unshare(CLONE_NEWNS | CLONE_NEWNET) != 0) {
        // Not root: root of a user namespace of one's own may do it, with the files still one's own.
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) != 0)
            return fail("unshare");
        if (!write("/proc/self/setgroups", "deny") || !write("/proc/self/uid_map", "0 " + user + " 1") ||
            !write("/proc/self/gid_map", "0 " + group + " 1"))
            return fail("uid_map");
    }
    // The others keep their own /etc. In a chroot "/" is no mount, so one is laid over it first and entered by its
    // "..", which alone leads onto what lies over a root.
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0)
        return true;
    if (mount("/", "/", nullptr, MS_BIND | MS_REC, nullptr) != 0 || chroot("/..") != 0 || chdir("/") != 0 ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return fail("mount");
    return true;
}

bool HangingNames::replace(const QByteArray& path, const QByteArray& content, const QByteArray& folder)
{
    const QByteArray own = folder + '/' + path.mid(path.lastIndexOf('/') + 1);
    // A symbolic link (systemd's resolv.conf) is followed to the file that is read.
    const QByteArray place = QFile::encodeName(QFile(QString::fromUtf8(path)).symLinkTarget());
    if (!write(own, content))
        return fail("write");
    if (mount(own.constData(), (place.isEmpty() ? path : place).constData(), nullptr, MS_BIND, nullptr) != 0)
        return fail(path.constData());
    return true;
}

bool HangingNames::listen()
{
    m_socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq loopback = {};
    qstrncpy(loopback.ifr_name, "lo", IFNAMSIZ);
    loopback.ifr_flags = IFF_UP;
    if (m_socket < 0 || ioctl(m_socket, SIOCSIFFLAGS, &loopback) != 0)
        return fail("lo");
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(53);
    inet_pton(AF_INET, nameServer, &address.sin_addr);
    if (bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return fail("bind");
    return true;
}

bool HangingNames::wasAsked() const
{
    pollfd entry = {m_socket, POLLIN, 0};
    return m_problem.isEmpty() && poll(&entry, 1, 0) == 1;
}

} // namespace parlance::test
