// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Work on a long row of things in several threads: at most 4, one for few things.
#include <QThread>

#include <algorithm>
#include <future>
#include <vector>

namespace parlance {

//! How many threads share \a count things.
inline std::size_t partCount(std::size_t count)
{
    constexpr std::size_t worthAThread = 50'000;
    const auto cores = static_cast<std::size_t>(std::clamp(QThread::idealThreadCount(), 1, 4));
    return std::clamp<std::size_t>(count / worthAThread, 1, cores);
}

//! Calls \a work(part, begin, end) for each of \a parts parts of \a count things, the first on this thread; returns
//! when all have returned. The parts follow one another: [begin, end) of part 0, of part 1 …
template <typename Work>
void inParts(std::size_t count, std::size_t parts, const Work& work)
{
    std::vector<std::future<void>> others;
    const std::size_t share = (count + parts - 1) / parts;
    const auto begin = [&](std::size_t part) { return std::min(count, part * share); };
    for (std::size_t part = 1; part < parts; ++part)
        others.push_back(
            std::async(std::launch::async, [&work, part, &begin] { work(part, begin(part), begin(part + 1)); }));
    work(0, begin(0), begin(1));
    for (const auto& other : others)
        other.wait();
}

} // namespace parlance
