// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultFind.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;
class QToolButton;

namespace parlance {

class ResultView;

//! Under the table: find in the result. It looks while the text is typed, on a pool thread; Enter and F3 go on, with
//! Shift back. The next key cancels the search under way. GUI thread.
class FindBar final : public QFrame {
    Q_OBJECT
public:
    explicit FindBar(ResultView* view, QWidget* parent = nullptr);
    ~FindBar() override;
    void setTheme(const Theme& theme);
    void open();
    //! False: it was closed.
    bool close();
    //! The next cell that holds the text; opens the bar when there is no text.
    void step(bool forward);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void look(bool forward, bool withStart);
    void count();
    void cancel();
    void onFound(const Result<std::optional<FoundCell>, RowsError>& found, bool forward);
    void say(const QString& text, bool missing);

    ResultView* m_view = nullptr;
    QLineEdit* m_edit = nullptr;
    QLabel* m_state = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QToolButton* m_close = nullptr;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    quint64 m_serial = 0;
    QString m_countText;
    QTimer m_slow; //!< runs out when a search takes long enough to say so
};

} // namespace parlance
