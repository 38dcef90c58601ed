// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/PlanReading.h"

#include "postgres/SqlScript.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

// A scan's cost a row with the server's usual settings (page, row and one condition), for a scan whose rows are told
// only behind its filter.
constexpr double costOfRow = 0.025;
constexpr int deepest = 200;

QString typeOf(const QJsonObject& node)
{
    return node.value("Node Type"_L1).toString();
}

QList<QJsonObject> childrenOf(const QJsonObject& node)
{
    QList<QJsonObject> children;
    for (const QJsonValue& child : node.value("Plans"_L1).toArray())
        children.append(child.toObject());
    return children;
}

double rowsOf(const QJsonObject& node)
{
    return node.value("Plan Rows"_L1).toDouble();
}

//! It takes all its input before it gives its first row.
bool takesAllFirst(const QJsonObject& node)
{
    const QString type = typeOf(node);
    return type == "Sort"_L1 || type == "Hash"_L1 || type == "SetOp"_L1 || type == "Materialize"_L1 ||
           (type == "Aggregate"_L1 && node.value("Strategy"_L1).toString() != "Sorted"_L1);
}

class PlanReader final {
public:
    explicit PlanReader(const SchemaCatalog& catalog)
        : m_catalog(catalog)
    {}

    PlanReading read(const QJsonObject& root)
    {
        m_reading.rows = rowsOf(root);
        m_reading.cost = root.value("Total Cost"_L1).toDouble(-1);
        walk(root, 1, 0);
        return std::move(m_reading);
    }

private:
    //! \a share of the node's rows are wanted.
    void walk(const QJsonObject& node, double share, int depth)
    {
        if (depth > deepest)
            return;
        const QString type = typeOf(node);
        if (type == "Seq Scan"_L1)
            takeScan(node, share);
        const QList<QJsonObject> children = childrenOf(node);
        if (type == "Nested Loop"_L1 && children.size() >= 2)
            takeLoop(node, children.at(0), children.at(1));
        for (const QJsonObject& child : children) {
            double part = takesAllFirst(node) ? 1 : share;
            if (type == "Limit"_L1 && rowsOf(child) > 0)
                part = share * std::min(1.0, rowsOf(node) / rowsOf(child));
            walk(child, part, depth + 1);
        }
    }

    void takeScan(const QJsonObject& node, double share)
    {
        PlanReading::Scan scan;
        scan.schema = node.value("Schema"_L1).toString();
        scan.table = node.value("Relation Name"_L1).toString();
        const Table* table = m_catalog.find(scan.schema, scan.table);
        const bool filtered = node.contains("Filter"_L1);
        // Without a filter what is wanted is what is read.
        const bool told = table != nullptr && table->estimatedRows >= 0 && (filtered || share >= 1);
        scan.rows = told ? double(table->estimatedRows) : rowsOf(node);
        if (!told && filtered)
            scan.rows = std::max(scan.rows, node.value("Total Cost"_L1).toDouble() / costOfRow);
        scan.rows *= share;
        const bool again =
            std::any_of(m_reading.hugeScans.cbegin(), m_reading.hugeScans.cend(), [&scan](const PlanReading::Scan& s) {
                return s.schema == scan.schema && s.table == scan.table;
            });
        if (scan.rows > PlanReading::hugeRows && !again)
            m_reading.hugeScans.append(scan);
    }

    void takeLoop(const QJsonObject& loop, const QJsonObject& outer, const QJsonObject& inner)
    {
        static const QStringList joins{u"Inner"_s, u"Left"_s, u"Right"_s, u"Full"_s};
        const double pairs = rowsOf(outer) * rowsOf(inner);
        if (loop.contains("Join Filter"_L1) || !joins.contains(loop.value("Join Type"_L1).toString(u"Inner"_s)) ||
            std::min(rowsOf(outer), rowsOf(inner)) <= PlanReading::fewRows || pairs <= PlanReading::manyPairs)
            return;
        PlanReading::Cross cross{{}, {}, pairs};
        QStringList aliases;
        gather(outer, cross.left, aliases, 0);
        QStringList unused;
        gather(inner, cross.right, unused, 0);
        if (!cross.left.isEmpty() && !cross.right.isEmpty() && !mentions(inner, aliases, 0))
            m_reading.crossJoins.append(cross);
    }

    //! The tables under \a node, and all names by which its columns are known there.
    void gather(const QJsonObject& node, QStringList& tables, QStringList& aliases, int depth) const
    {
        if (depth > deepest)
            return;
        if (node.contains("Relation Name"_L1)) {
            const QString name =
                qualifiedName(node.value("Schema"_L1).toString(), node.value("Relation Name"_L1).toString());
            if (!tables.contains(name))
                tables.append(name);
        }
        if (node.contains("Alias"_L1))
            aliases.append(quotedIdentifier(node.value("Alias"_L1).toString()));
        for (const QJsonObject& child : childrenOf(node))
            gather(child, tables, aliases, depth + 1);
    }

    //! Whether a condition under \a node names a column of \a aliases: then it is looked up for each row. What it
    //! only passes on (Output) does not count.
    bool mentions(const QJsonObject& node, const QStringList& aliases, int depth) const
    {
        if (depth > deepest)
            return true;
        for (auto at = node.constBegin(); at != node.constEnd(); ++at) {
            if (!at.value().isString() || at.key() == "Alias"_L1 || at.key() == "Relation Name"_L1)
                continue;
            const QString text = at.value().toString();
            for (const QString& alias : aliases) {
                static const QString before = u"(?<![\\w\".])"_s;
                if (text.contains(alias) &&
                    text.contains(QRegularExpression(before + QRegularExpression::escape(alias) + u"\\."_s)))
                    return true;
            }
        }
        const QList<QJsonObject> children = childrenOf(node);
        return std::any_of(children.cbegin(), children.cend(),
                           [&](const QJsonObject& child) { return mentions(child, aliases, depth + 1); });
    }

    const SchemaCatalog& m_catalog;
    PlanReading m_reading;
};

} // namespace

PlanReading readPlan(const QByteArray& json, const SchemaCatalog& catalog)
{
    const QJsonObject root = QJsonDocument::fromJson(json).array().first().toObject().value("Plan"_L1).toObject();
    return root.isEmpty() ? PlanReading() : PlanReader(catalog).read(root);
}

} // namespace parlance
