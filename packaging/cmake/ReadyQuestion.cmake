# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the first ready question of a team as two files: cmake -DFROM=ready.json -DINTO=folder -P ReadyQuestion.cmake
file(READ "${FROM}" ready)
foreach(part question sql)
  string(JSON text GET "${ready}" 0 ${part})
  file(WRITE "${INTO}/${part}" "${text}\n")
endforeach()
