// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointer>
#include <QTabBar>

class QLineEdit;

namespace parlance {

//! The tabs over the results: a double click or F2 names one in its place, a middle click or Delete closes it, the menu
//! key or a right click opens its menu. Which tabs may be named or closed is the owner's to know. GUI thread.
class ResultTabBar final : public QTabBar {
    Q_OBJECT
public:
    explicit ResultTabBar(QWidget* parent = nullptr);
    //! Opens the line in which the tab is named, with \a name in it; Enter or leaving it takes the name, Esc does not.
    void editName(int index, const QString& name, const QString& placeholder);
    bool isEditing() const;
    //! Closes the line without a word.
    void endEditing();

signals:
    void nameRequested(int index); //!< is to be named: answer with editName()
    void named(int index, const QString& name);
    void closeRequested(int index);
    void menuRequested(int index, const QPoint& at); //!< a point of the screen

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeName();

    QLineEdit* m_edit = nullptr;     //!< made when it is first needed
    QPointer<QWidget> m_focusBefore; //!< where the focus goes back to
    int m_edited = -1;
};

} // namespace parlance
