// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QHBoxLayout;

namespace parlance {

//! Under the result: what may be asked next, as quiet buttons on one line (object name followUpRow). GUI thread.
class FollowUpRow final : public QWidget {
    Q_OBJECT
public:
    explicit FollowUpRow(QWidget* parent = nullptr);
    //! Claude's proposals; \a whyEmpty: the result is empty or zero, and that can be asked about.
    void offer(const QStringList& questions, bool whyEmpty);
    bool isEmpty() const { return m_buttons.isEmpty(); }

signals:
    void chosen(const QString& question); //!< to be put into the box, not asked
    void whyEmptyRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();

    QHBoxLayout* m_layout = nullptr;
    QList<QWidget*> m_buttons;
};

} // namespace parlance
