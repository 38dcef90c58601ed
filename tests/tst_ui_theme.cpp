// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/InlineBar.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFocusFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace parlance;

namespace {

int distance(const QColor& a, const QColor& b)
{
    return std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

} // namespace

class TestTheme final : public QObject {
    Q_OBJECT

private slots:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        QVERIFY(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01); // the well known near miss
    }

    void accentsHoldTheirContrasts_data()
    {
        QTest::addColumn<QColor>("accent");
        for (int hue = 0; hue < 360; hue += 15) {
            for (const int saturation : {0, 90, 255}) {
                for (const int lightness : {0, 40, 110, 180, 255}) {
                    const QColor colour = QColor::fromHsl(hue, saturation, lightness);
                    QTest::addRow("accent of hue %d, saturation %d, lightness %d", hue, saturation, lightness)
                        << colour;
                }
            }
        }
        QTest::addRow("no colour at all") << QColor();
    }
    void accentsHoldTheirContrasts()
    {
        QFETCH(const QColor, accent);
        for (const bool dark : {false, true}) {
            const Theme theme = makeTheme(accent, dark);
            const QColor white(Qt::white);
            QVERIFY(contrastRatio(theme.accent.button, white) >= 4.5);
            QVERIFY(contrastRatio(theme.accent.gradientStart, white) >= 4.5);
            QVERIFY(contrastRatio(theme.accent.gradientEnd, white) >= 4.5);
            for (const QColor& ground : {theme.window, theme.surface, theme.raised})
                QVERIFY(contrastRatio(theme.focusRing(), ground) >= 3.0);
            QVERIFY(contrastRatio(theme.accent.selection, theme.text) >= 4.5);
            QVERIFY(contrastRatio(theme.accent.selection, theme.muted) >= 4.5);
        }
    }

    void textIsReadableOnItsGround_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addRow("light") << false;
        QTest::addRow("dark") << true;
    }
    void textIsReadableOnItsGround()
    {
        QFETCH(const bool, dark);
        const Theme theme = makeTheme(QColor(QStringLiteral("#0f766e")), dark);
        for (const QColor& ground : {theme.window, theme.surface, theme.raised, theme.stripe}) {
            for (const QColor& text : {theme.text, theme.muted, theme.ok, theme.warning, theme.error, theme.link,
                                       theme.keyword, theme.string, theme.number, theme.comment, theme.function})
                QVERIFY2(contrastRatio(text, ground) >= 4.5,
                         qPrintable(text.name() + QLatin1String(" on ") + ground.name()));
            QVERIFY(contrastRatio(theme.inputBorder, ground) >= 3.0);
        }
        for (const QColor& ground : {theme.errorGround, theme.warningGround}) {
            for (const QColor& text : {theme.text, theme.muted, theme.link})
                QVERIFY2(contrastRatio(text, ground) >= 4.5,
                         qPrintable(text.name() + QLatin1String(" on ") + ground.name()));
        }
        QVERIFY(contrastRatio(theme.error, theme.errorGround) >= 4.5);
        QVERIFY(contrastRatio(theme.warning, theme.warningGround) >= 4.5);
    }

    void drawnAccentsComeOutAsDrawn_data()
    {
        QTest::addColumn<QString>("accent");
        QTest::addColumn<QStringList>("drawn"); // gradient start and end, bright, selection light and dark
        QTest::addRow("sales") << QStringLiteral("#0f766e")
                               << QStringList{QStringLiteral("#134e4a"), QStringLiteral("#0c7a70"),
                                              QStringLiteral("#2dd4bf"), QStringLiteral("#dceeea"),
                                              QStringLiteral("#173f3b")};
        QTest::addRow("marketing") << QStringLiteral("#be185d")
                                   << QStringList{QStringLiteral("#831843"), QStringLiteral("#be185d"),
                                                  QStringLiteral("#f472b6"), QStringLiteral("#fbe3ee"),
                                                  QStringLiteral("#43182e")};
        QTest::addRow("operations") << QStringLiteral("#4338ca")
                                    << QStringList{QStringLiteral("#312e81"), QStringLiteral("#4f46e5"),
                                                   QStringLiteral("#818cf8"), QStringLiteral("#e6e6fb"),
                                                   QStringLiteral("#2a2a55")};
    }
    void drawnAccentsComeOutAsDrawn()
    {
        QFETCH(const QString, accent);
        QFETCH(const QStringList, drawn);
        const Accent light = Accent::fromColor(QColor(accent), false);
        const Accent dark = Accent::fromColor(QColor(accent), true);
        QCOMPARE(light.button, QColor(accent));
        QCOMPARE(dark.button, QColor(accent));
        const QList<QPair<QColor, QString>> pairs{{light.gradientStart, drawn.at(0)},
                                                  {light.gradientEnd, drawn.at(1)},
                                                  {light.bright, drawn.at(2)},
                                                  {light.selection, drawn.at(3)},
                                                  {dark.selection, drawn.at(4)}};
        for (const auto& [colour, wanted] : pairs)
            QVERIFY2(distance(colour, QColor(wanted)) <= 40,
                     qPrintable(colour.name() + QLatin1String(" for ") + wanted));
    }

    void everyPlaceOfTheStyleSheetIsFilled()
    {
        for (const bool dark : {false, true}) {
            const QString sheet = styleSheet(makeTheme(QColor(QStringLiteral("#4338ca")), dark));
            QVERIFY2(!sheet.contains(QLatin1Char('@')), qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('@')), 40)));
            QVERIFY(sheet.contains(QLatin1String("#4338ca")));
        }
    }

    void roleChangesAtRunTime()
    {
        QWidget window;
        window.setStyleSheet(styleSheet(makeTheme(QColor(QStringLiteral("#4338ca")), false)));
        QPushButton button(QStringLiteral("Run"), &window);
        button.resize(80, 32);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QPoint ground(6, 16); // between border and words
        QCOMPARE(button.grab().toImage().pixelColor(ground), QColor(Qt::white));
        setRole(&button, "primary");
        QCOMPARE(button.grab().toImage().pixelColor(ground), QColor(QStringLiteral("#4338ca")));
        setRole(&button, "secondary");
        QCOMPARE(button.grab().toImage().pixelColor(ground), QColor(Qt::white));
    }

    void everyIconIsDrawnInItsColour_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"key",           "arrow-right-up", "lock",   "check",    "cross", "cross-circle", "warning", "info",
              "play",          "stop",           "search", "menu",     "plus",  "eye",          "eye-off", "refresh",
              "chevron-right", "chevron-down",   "copy",   "download", "table", "view",         "history", "filter",
              "sparkle",       "plug",           "clock",  "pin",      "close", "logo"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void everyIconIsDrawnInItsColour()
    {
        QFETCH(const QString, name);
        for (const int side : {16, 24, 48}) {
            const QImage image = icon(name, QColor(Qt::red)).pixmap(side, side).toImage();
            QVERIFY(!image.isNull());
            int red = 0;
            int other = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() < 32)
                        continue;
                    (pixel.red() > 200 && pixel.green() < 60 && pixel.blue() < 60 ? red : other) += 1;
                }
            }
            QVERIFY2(red >= side, qPrintable(QString::number(red)));
            QCOMPARE(other, 0);
        }
    }

    void iconsAreCrispAtTwiceTheDensity()
    {
        const QPixmap pixmap = icon(QStringLiteral("check"), Qt::black).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void iconFilesUseTheTextColour()
    {
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() >= 30);
        const QStringList fixed{QStringLiteral("check-white.svg"),       QStringLiteral("close-grey.svg"),
                                QStringLiteral("chevron-down-grey.svg"), QStringLiteral("chevron-up-grey.svg"),
                                QStringLiteral("chevron-left-grey.svg"), QStringLiteral("chevron-right-grey.svg")};
        for (const QString& name : files) {
            QFile file(QStringLiteral(":/icons/") + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().contains("currentColor") != fixed.contains(name), qPrintable(name));
        }
    }

    void modeDecidesOverTheSystem()
    {
        ThemeManager themes;
        QSignalSpy changed(&themes, &ThemeManager::changed);
        themes.setMode(ThemeManager::Mode::Dark);
        QVERIFY(themes.isDark());
        QVERIFY(themes.theme(Qt::blue).dark);
        const qsizetype before = changed.count();
        themes.setMode(ThemeManager::Mode::Light);
        QVERIFY(!themes.isDark());
        QCOMPARE(changed.count(), before + 1);
        themes.setMode(ThemeManager::Mode::Light);
        QCOMPARE(changed.count(), before + 1);
        for (const auto mode : {ThemeManager::Mode::System, ThemeManager::Mode::Light, ThemeManager::Mode::Dark})
            QCOMPARE(ThemeManager::modeFromText(ThemeManager::modeToText(mode)), mode);
        QCOMPARE(ThemeManager::modeFromText(QStringLiteral("purple")), ThemeManager::Mode::System);
    }

    void systemModeReadsTheSystemsPalette()
    {
        const QPalette before = QGuiApplication::palette();
        QPalette night;
        night.setColor(QPalette::Window, Qt::black);
        night.setColor(QPalette::WindowText, Qt::white);
        QGuiApplication::setPalette(night);
        const ThemeManager themes;
        QGuiApplication::setPalette(before);
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
        QVERIFY(themes.isDark());
#endif
        const ThemeManager day;
        QVERIFY(!day.isDark());
    }

    void focusedButtonHasARingAndSurvivesItsWindow()
    {
        ThemeManager themes;
        themes.setMode(ThemeManager::Mode::Light);
        themes.applyToApplication();
        for (int round = 0; round < 2; ++round) {
            QWidget window;
            window.setStyleSheet(styleSheet(themes.theme(QColor(QStringLiteral("#be185d")))));
            auto* layout = new QVBoxLayout(&window);
            auto* edit = new QLineEdit(&window);
            auto* button = new QPushButton(QStringLiteral("Run"), &window);
            setRole(button, "primary");
            layout->addWidget(edit);
            layout->addWidget(button);
            window.show();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            button->setFocus();
            QWidget* ring = nullptr;
            QTRY_VERIFY((ring = window.findChild<QFocusFrame*>()) && ring->isVisible());
            QVERIFY(ring->geometry().contains(button->geometry().adjusted(-3, -3, 3, 3)));
            const QPoint onRing = ring->mapTo(&window, QPoint(ring->width() / 2, 0));
            QCOMPARE(window.grab().toImage().pixelColor(onRing), QColor(QStringLiteral("#be185d")));
            edit->setFocus();
            QTRY_VERIFY(!ring->isVisible());
            button->setFocus();
        }
    }

    void barShowsTextAsTextAndCopiesItsDetails()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* bar = new InlineBar(&window);
        layout->addWidget(bar);
        window.resize(760, 200);
        window.show();
        bar->setMessage(InlineBar::Kind::Error, QStringLiteral("It <b>failed</b>."),
                        QStringLiteral("Try <i>again</i>."));
        QCOMPARE(bar->title(), QStringLiteral("It <b>failed</b>."));
        QVERIFY(bar->accessibleName().contains(QLatin1String("<i>again</i>")));
        for (const QLabel* label : bar->findChildren<QLabel*>())
            QVERIFY(!label->text().contains(QLatin1String("<b>failed")));
        QVERIFY(!bar->hasPrimaryButton());
        const QPushButton* first = bar->addButton(QStringLiteral("Try again"), true);
        const QPushButton* second = bar->addButton(QStringLiteral("Other"), true); // one filled button at a time
        QCOMPARE(first->property("role").toString(), QStringLiteral("primary"));
        QCOMPARE(second->property("role").toString(), QStringLiteral("secondary"));
        QVERIFY(bar->hasPrimaryButton());

        auto* details = bar->findChild<QPlainTextEdit*>();
        QPushButton* disclose = nullptr;
        QPushButton* copy = nullptr;
        for (QPushButton* button : bar->findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Details"))
                disclose = button;
            if (button->text() == QLatin1String("Copy for IT"))
                copy = button;
        }
        QVERIFY(disclose && copy && details);
        QVERIFY(!disclose->isVisible());
        bar->setDetails(QStringLiteral("FATAL: <no>"));
        QVERIFY(disclose->isVisible());
        QVERIFY(!details->isVisible());
        QTest::mouseClick(disclose, Qt::LeftButton);
        QVERIFY(details->isVisible());
        QCOMPARE(details->toPlainText(), QStringLiteral("FATAL: <no>"));
        QSignalSpy copied(bar, &InlineBar::copyRequested);
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(copied.count(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("FATAL: <no>")));
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("It <b>failed</b>.")));
        bar->clearButtons();
        QVERIFY(!bar->hasPrimaryButton());
    }

    void barMovesItsButtonsUnderTheTextWhenNarrow()
    {
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* bar = new InlineBar(&window);
        layout->addWidget(bar);
        layout->addStretch();
        bar->setMessage(InlineBar::Kind::Warning, QStringLiteral("This may count orders more than once."),
                        QStringLiteral("One order has many items, so the count counts items and not orders."));
        const QPushButton* button = bar->addButton(QStringLiteral("Ask Claude to fix it"), false);
        auto* message = bar->findChild<QLabel*>(QString(), Qt::FindDirectChildrenOnly);
        for (QLabel* label : bar->findChildren<QLabel*>()) {
            if (label->textFormat() == Qt::RichText)
                message = label;
        }
        window.resize(900, 200);
        window.show();
        const auto top = [bar](const QWidget* widget) { return widget->mapTo(bar, QPoint(0, 0)).y(); };
        QTRY_VERIFY(top(button) < top(message) + message->height());
        window.resize(360, 300);
        QTRY_VERIFY(top(button) >= top(message) + message->height());
        QVERIFY(bar->rect().contains(QRect(button->mapTo(bar, QPoint(0, 0)), button->size())));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_ui_theme.moc"
