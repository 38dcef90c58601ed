// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QUuid>

namespace parlance::test {

//! Another program that types into three tabs of two windows, until it is killed. It is the test's own program, started
//! again with an argument that isWanted knows; it prints each text before it gives it to its journal.
class JournalTyper final : public QObject {
    Q_OBJECT
public:
    enum class Manner {
        Steady,  //!< a key every 20 ms for ever
        Bursts,  //!< keys, then a pause of 1.3 s
        Running, //!< starts a run that does not end
        FullDisk //!< types a long text under a limit of the file's size, which it lifts once the journal complained
    };
    struct Typed {
        QString text;
        qint64 at = 0; //!< milliseconds of the machine's steady clock
    };
    struct Log {
        QHash<QUuid, QList<Typed>> typed;
        qint64 killedAt = 0;
    };

    JournalTyper(const QString& folder, Manner manner);
    ~JournalTyper() override;
    bool start();
    void kill();
    bool waitForEnd();
    QString folder() const { return m_folder; }
    //! What was typed before the kill.
    Log log() const;
    //! The signals the journal gave, as they came (FullDisk only).
    QStringList said() const;

    static QString team();
    static QString longText();
    static bool isWanted(const QStringList& arguments);
    //! The other program's main.
    static int type(const QStringList& arguments);

private:
    QStringList lines() const;
    QString m_folder;
    Manner m_manner;
    QProcess m_process;
    QByteArray m_output;
    qint64 m_killedAt = 0;
};

} // namespace parlance::test
