-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE DATABASE operations_db TEMPLATE template1
