// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace parlance {

//! Under the result: what may be asked next, as quiet buttons on one line (object name followUpRow); what does not fit
//! stands behind "+n". GUI thread.
class FollowUpRow final : public QWidget {
    Q_OBJECT
public:
    explicit FollowUpRow(QWidget* parent = nullptr);
    //! Claude's proposals; \a whyEmpty: the result is empty or zero, and that can be asked about.
    void offer(const QStringList& questions, bool whyEmpty);
    bool isEmpty() const { return m_questions.isEmpty() && !m_whyEmpty; }
    //! What is offered, without the question why it is zero.
    const QStringList& questions() const { return m_questions; }
    //! Offers \a questions in a menu under \a anchor.
    void openMenu(const QStringList& questions, QWidget* anchor);

signals:
    void chosen(const QString& question); //!< to be put into the box, not asked
    void whyEmptyRequested();
    void whyEmptyPreviewRequested(); //!< what that would send is to be shown
    void whyEmptyHinted(bool on);    //!< what it would send is to be said, or no longer

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void add(QPushButton* button, const QString& name);
    void place();

    QHBoxLayout* m_layout = nullptr;
    QStringList m_questions;
    bool m_whyEmpty = false;
    QList<QPushButton*> m_buttons; //!< in the order in sight, without "+n"
    QPushButton* m_more = nullptr;
    QStringList m_rest; //!< behind "+n"
};

} // namespace parlance
