// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QHash>
#include <QUrl>

namespace parlance {

class Settings;

//! Which addresses do not keep to output_config, so that the tagged form is asked for there. Kept in the settings where
//! there are some, so that it is found out once and not at each start. After trialDays the structured form is tried
//! once more; a success forgets the address. GUI thread.
class AnswerForms final {
public:
    static constexpr int trialDays = 30;

    //! Reads what \a settings hold and keeps it there from now on; they outlive this.
    void setSettings(Settings* settings);
    //! Whether \a baseUrl is to be asked in the structured form.
    bool isStructured(const QUrl& baseUrl, QDate today = QDate::currentDate()) const;
    //! What an answer from \a baseUrl has shown.
    void note(const QUrl& baseUrl, bool structured, QDate today = QDate::currentDate());

private:
    void write() const;

    Settings* m_settings = nullptr;
    QHash<QString, QDate> m_tagged; //!< by address without password: since when
};

} // namespace parlance
