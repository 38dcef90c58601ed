// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QPushButton;

namespace parlance {

class ElidedLabel;

//! Beside the note of a result that was cut at its cap: what can be done to get at the rest, and how many rows there
//! are in all. GUI thread.
class CapBar final : public QWidget {
    Q_OBJECT
public:
    enum class State {
        None,  //!< the result is whole, or its rest is on its way
        Held,  //!< the run is kept open: the rest is of the same moment
        Ended, //!< the run has ended: the rest is another run
    };

    explicit CapBar(QWidget* parent = nullptr);
    void setState(State state);
    State state() const { return m_state; }
    //! "12,345,678 rows in all" with \a counted, else why they were not counted; empty: nobody asked.
    void setCountText(const QString& text, bool counted = false);
    void setCounting(bool counting);
    bool isCounting() const { return m_counting; }
    //! Shows the button for the export: only where somebody answers it.
    void setExportOffered(bool offered);

signals:
    void fetchRestClicked();
    void runWithoutCapClicked();
    void exportAllClicked();
    void countClicked();     //!< "Count" was clicked
    void stopCountClicked(); //!< the same button while it counts

private:
    QPushButton* addButton(const QString& text, const char* name);
    void arrange();

    State m_state = State::None;
    bool m_counting = false;
    bool m_counted = false;
    bool m_exportOffered = false;
    ElidedLabel* m_countLabel = nullptr;
    QPushButton* m_fetch = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_count = nullptr;
};

} // namespace parlance
