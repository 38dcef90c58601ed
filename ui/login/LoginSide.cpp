// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/LoginSide.h"

#include "ui/theme/Theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace parlance {

namespace {

// The mark on its square of glass.
class Logo final : public QWidget {
public:
    explicit Logo(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(40, 40);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(255, 255, 255, 48));
        painter.drawRoundedRect(rect(), 8, 8);
        icon(QStringLiteral("logo"), Qt::white).paint(&painter, rect().adjusted(8, 8, -8, -8));
    }
};

} // namespace

LoginSide::LoginSide(QWidget* parent)
    : QFrame(parent)
{
    setRole(this, "side");
    setFixedWidth(std::max(270, fontMetrics().averageCharWidth() * 33));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(26, 30, 26, 30);
    column->setSpacing(10);
    auto* name = new QLabel(QStringLiteral("Parlance"), this);
    setRole(name, "product");
    auto* line = new QLabel(tr("Ask your team's data in plain English, and trust the answer."), this);
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    m_server = new QLabel(this);
    m_server->setTextFormat(Qt::PlainText);
    m_server->setWordWrap(true);
    m_server->setAccessibleName(tr("Server"));
    setRole(m_server, "server");
    column->addWidget(new Logo(this));
    column->addSpacing(6);
    column->addWidget(name);
    column->addWidget(line);
    column->addStretch();
    column->addWidget(m_server);
}

void LoginSide::setServer(const QString& text)
{
    m_server->setText(breakable(text));
}

} // namespace parlance
