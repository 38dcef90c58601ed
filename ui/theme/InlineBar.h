// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

#include <memory>

class QPushButton;

namespace parlance {

//! A bar beside what failed: icon, bold sentence, what to do, buttons on the right (the first added with primary=true
//! is the next step), and a disclosure "Details" with "Copy for IT". All texts are plain text. Buttons stand under the
//! text where the bar is narrow.
class InlineBar final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Error, Warning, Info };
    explicit InlineBar(QWidget* parent = nullptr);
    ~InlineBar() override;
    void setMessage(Kind kind, const QString& title, const QString& text);
    //! Another of our icons than the kind's own, until the next setMessage.
    void setIconName(const QString& name);
    //! A small muted line under the message ("ERROR 42703 at line 1, column 8. Nothing was changed."); empty: none.
    void setCaption(const QString& caption);
    void setDetails(const QString& details); //!< empty: no disclosure
    //! Puts message and details on the clipboard.
    void copy();
    //! Whether "Copy for IT" stands beside "Details"; not where the next step is that already.
    void setCopyOffered(bool offered);
    QPushButton* addButton(const QString& text, bool primary);
    //! One made elsewhere, as it is; the bar deletes it with the others.
    void addButton(QPushButton* button);
    void clearButtons();
    bool hasPrimaryButton() const;
    //! Whether the next step is filled; true until told otherwise. Of several bars in sight one leads.
    void setLeading(bool leading);
    QString title() const;
    QString text() const;

signals:
    void copyRequested(const QString& text); //!< besides being put on the clipboard

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void placeButtons();
    void keepRoom();
    void showMessage();
    void showLinks();
    void toggleDetails();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
