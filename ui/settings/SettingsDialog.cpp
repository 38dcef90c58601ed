// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsDialog.h"

#include "ui/settings/ClaudeSettings.h"
#include "ui/settings/ClaudeWay.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace parlance {

struct SettingsDialog::Private {
    Settings* settings = nullptr;
    ThemeManager* themes = nullptr;
    QComboBox* themeBox = nullptr;
    ClaudeSettings* claude = nullptr;
    ClaudeWay* way = nullptr;
};

SettingsDialog::SettingsDialog(Settings* settings, EndpointSource* endpoint, ClaudeClient* client, ThemeManager* themes,
                               QWidget* parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->settings = settings;
    d->themes = themes;
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* scroll = new QScrollArea(this); // for small screens and large letters
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QFrame(scroll);
    setRole(page, "panel");
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(8);

    auto* appearance = new QLabel(tr("Appearance"), page);
    setRole(appearance, "heading");
    column->addWidget(appearance);
    d->themeBox = new QComboBox(page);
    d->themeBox->setObjectName(QStringLiteral("themeBox"));
    d->themeBox->setAccessibleName(tr("Appearance"));
    d->themeBox->addItem(tr("Follow the system"), QStringLiteral("system"));
    d->themeBox->addItem(tr("Light"), QStringLiteral("light"));
    d->themeBox->addItem(tr("Dark"), QStringLiteral("dark"));
    const int current = d->themeBox->findData(settings->value(Settings::Key::Theme).toString());
    d->themeBox->setCurrentIndex(std::max(0, current));
    column->addWidget(d->themeBox, 0, Qt::AlignLeft);
    column->addSpacing(12);
    addMemory(page, column);
    column->addSpacing(12);
    addEditor(page, column);
    if (endpoint != nullptr) {
        column->addSpacing(12);
        d->claude = new ClaudeSettings(endpoint, client, page);
        column->addWidget(d->claude);
        d->way = new ClaudeWay(endpoint, page);
        column->addWidget(d->way);
    }
    column->addStretch();
    scroll->setWidget(page);
    outer->addWidget(scroll, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(24, 10, 24, 14);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeButton"));
    close->setAutoDefault(false);
    buttons->addStretch();
    buttons->addWidget(close);
    outer->addLayout(buttons);
    resize(560, endpoint != nullptr ? 640 : 260);

    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(d->themeBox, &QComboBox::activated, this, [this] {
        const QString mode = d->themeBox->currentData().toString();
        d->settings->setValue(Settings::Key::Theme, mode);
        d->themes->setMode(ThemeManager::modeFromText(mode));
    });
    connect(themes, &ThemeManager::changed, this, &SettingsDialog::applyTheme);
    applyTheme();
}

void SettingsDialog::addMemory(QWidget* page, QVBoxLayout* column)
{
    auto* heading = new QLabel(tr("Memory for results"), page);
    setRole(heading, "heading");
    column->addWidget(heading);
    auto* box = new QSpinBox(page);
    box->setObjectName(QStringLiteral("resultMemoryBox"));
    box->setAccessibleName(tr("Memory for results"));
    box->setRange(16, 1'000'000);
    box->setSingleStep(128);
    box->setSuffix(tr(" MB"));
    box->setValue(d->settings->value(Settings::Key::ResultMemoryMegabytes).toInt());
    column->addWidget(box, 0, Qt::AlignLeft);
    auto* words = new QLabel(tr("Rows beyond this are kept in a temporary file while they are shown."), page);
    words->setWordWrap(true);
    setRole(words, "caption");
    column->addWidget(words);
    connect(box, &QSpinBox::valueChanged, this,
            [this](int megabytes) { d->settings->setValue(Settings::Key::ResultMemoryMegabytes, megabytes); });
}

void SettingsDialog::addEditor(QWidget* page, QVBoxLayout* column)
{
    auto* heading = new QLabel(tr("SQL"), page);
    setRole(heading, "heading");
    column->addWidget(heading);
    auto* box = new QCheckBox(tr("Underline what the checks find while you write"), page);
    box->setObjectName(QStringLiteral("editorChecksBox"));
    box->setChecked(d->settings->value(Settings::Key::EditorChecks).toBool());
    column->addWidget(box);
    connect(box, &QCheckBox::toggled, this,
            [this](bool on) { d->settings->setValue(Settings::Key::EditorChecks, on); });
}

SettingsDialog::~SettingsDialog() = default;

void SettingsDialog::applyTheme()
{
    // Opened from a team's window it takes over that window's colours by its style sheet; alone it has the product's
    // own.
    const Theme theme = d->themes->theme(QColor(QStringLiteral("#0f766e")));
    if (!parentWidget())
        setStyleSheet(parlance::styleSheet(theme));
    if (d->claude != nullptr)
        d->claude->setTheme(theme);
}

void SettingsDialog::focusKey()
{
    if (d->claude != nullptr)
        d->claude->focusKey();
}

bool SettingsDialog::hasClaude() const
{
    return d->claude != nullptr;
}

void SettingsDialog::done(int result)
{
    if (d->claude != nullptr) {
        d->claude->apply();
        d->way->apply();
    }
    QDialog::done(result);
}

} // namespace parlance
